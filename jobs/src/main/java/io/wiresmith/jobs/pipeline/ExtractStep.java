package io.wiresmith.jobs.pipeline;

import io.wiresmith.core.dataset.DatasetKind;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.dataset.RowCounts;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.run.WorkIndex;
import io.wiresmith.core.run.WorkKey;
import io.wiresmith.etl.quality.QualityPolicy;
import io.wiresmith.etl.step.Destination;
import io.wiresmith.etl.step.ExtractRequest;
import io.wiresmith.etl.step.Extraction;
import io.wiresmith.jobs.config.EtlSettings;
import io.wiresmith.jobs.quarantine.QuarantineReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Telemetry in, raw dataset out, under the law of quality. */
final class ExtractStep {
  private static final String DATASET = "dataset";

  /** Counts the times that a request was refreshed. */
  private static final String READING = "reading";

  private static final String PAGE = "quality.html";

  private final Job job;
  private final RunRequest request;
  private final TelemetryInput input;

  ExtractStep(Job job, RunRequest request, TelemetryInput input) {
    this.job = job;
    this.request = request;
    this.input = input;
  }

  /** Extracts; the page of the extraction is also put where the run keeps its files. */
  StepOutcome<DatasetRef> run(Path page) {
    return paged(page, work(reading()).once(index()));
  }

  /**
   * Extracts again what a database holds by now. Each reading has its own record and quarantine:
   * what was read before stays as it was.
   */
  StepOutcome<DatasetRef> refresh(Path page) {
    WorkKey first = key(0);
    Optional<Map<String, String>> known = index().find(first);
    if (known.isEmpty()) {
      return run(page);
    }
    int next = reading() + 1;
    StepOutcome<DatasetRef> outcome = work(next).again(index());
    Map<String, String> latest = new TreeMap<>(known.get());
    latest.put(READING, Integer.toString(next));
    index().save(first, latest);
    return paged(page, outcome);
  }

  /** The dataset that a refresh left, if there was one; without one the request says it all. */
  Optional<String> refreshed() {
    int reading = reading();
    return reading == 0
        ? Optional.empty()
        : index().find(key(reading)).map(result -> result.get(DATASET));
  }

  private WorkIndex index() {
    return job.workspace().work();
  }

  /** How often the request was refreshed. */
  private int reading() {
    return index()
        .find(key(0))
        .map(result -> Integer.parseInt(result.getOrDefault(READING, "0")))
        .orElse(0);
  }

  private StepWork<DatasetRef> work(int reading) {
    WorkKey key = key(reading);
    QualityPolicy policy = EtlSettings.quality(job.settings());
    return new StepWork<>("extract", key, this::reopen, () -> made(policy, key, reading));
  }

  private StepOutcome<DatasetRef> paged(Path page, StepOutcome<DatasetRef> outcome) {
    Path original = job.workspace().quarantine(outcome.key().value()).resolve(PAGE);
    if (Files.isRegularFile(original)) {
      AtomicFiles.write(page, AtomicFiles.read(original));
    }
    return outcome;
  }

  private WorkKey key(int reading) {
    Map<String, String> essence = new TreeMap<>();
    essence.put("step", "extract");
    essence.put("model", job.model().id());
    essence.put("policy", EtlSettings.quality(job.settings()).toString());
    request.span().ifPresent(span -> essence.put("window", span.toString()));
    request.until().ifPresent(until -> essence.put("until", until.toString()));
    if (reading > 0) {
      essence.put(READING, Integer.toString(reading));
    }
    return WorkKey.of(essence, input.digests(), job.codeRevision());
  }

  private Optional<DatasetRef> reopen(Map<String, String> known) {
    return OwnDataset.reopened(known, DatasetKind.RAW, job.model(), job.workspace().datasets());
  }

  private StepWork.Made<DatasetRef> made(QualityPolicy policy, WorkKey key, int reading) {
    Path quarantine = job.workspace().quarantine(key.value());
    AtomicFiles.directory(quarantine);
    ExtractRequest extract =
        new ExtractRequest(
            input.source(job, request),
            request.span(),
            request.until(),
            job.codeRevision(),
            job.model());
    Extraction extraction =
        EtlSettings.etl(job.settings(), job.model())
            .extract(
                job.sparks().session(),
                extract,
                policy,
                new Destination(
                    job.workspace().datasets(),
                    quarantine.resolve(QuarantineReader.ROWS),
                    quarantine.resolve(PAGE)),
                job.clock(),
                job.progress()::line);
    Map<String, String> result = result(extraction);
    if (reading > 0) {
      index()
          .find(key(reading - 1))
          .ifPresent(before -> result.put("previous", before.getOrDefault(DATASET, "")));
    }
    return new StepWork.Made<>(extraction.raw(), result, summary(extraction.counts()));
  }

  private static Map<String, String> result(Extraction extraction) {
    RowCounts counts = extraction.counts();
    Map<String, String> result = new TreeMap<>();
    result.put(OwnDataset.MANIFEST, OwnDataset.remembered(extraction.raw()));
    result.put(DATASET, extraction.raw().sha256());
    result.put("source", extraction.raw().manifest().source());
    result.put("read", Long.toString(counts.read()));
    result.put("outside_window", Long.toString(counts.outsideWindow()));
    result.put("in", Long.toString(counts.in()));
    result.put("out", Long.toString(counts.out()));
    result.put("quarantined", Long.toString(counts.quarantined()));
    result.put("merged", Long.toString(counts.merged()));
    result.put("reasons", Json.line(extraction.reasons()));
    result.put("page", extraction.page().toString());
    return result;
  }

  private static String summary(RowCounts counts) {
    return "%,d in = %,d out + %,d quarantined + %,d merged (%,d outside the window)"
        .formatted(
            counts.in(),
            counts.out(),
            counts.quarantined(),
            counts.merged(),
            counts.outsideWindow());
  }
}
