package io.wiresmith.jobs.pipeline;

import io.wiresmith.core.dataset.DatasetKind;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.dataset.RowCounts;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.run.WorkKey;
import io.wiresmith.etl.quality.QualityPolicy;
import io.wiresmith.etl.step.Destination;
import io.wiresmith.etl.step.ExtractRequest;
import io.wiresmith.etl.step.Extraction;
import io.wiresmith.jobs.config.EtlSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Telemetry in, raw dataset out, under the law of quality. */
final class ExtractStep {
  private static final String DATASET = "dataset";

  /** The dataset that the same request gave before it was refreshed. */
  private static final String PREVIOUS = "previous";

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
    return paged(page, work().once(job.workspace().work()));
  }

  /** Extracts again what a database holds by now, and remembers what it held before. */
  StepOutcome<DatasetRef> refresh(Path page) {
    return paged(page, work().again(job.workspace().work()));
  }

  /** The dataset that a refresh left, if there was one; without one the request says it all. */
  Optional<String> refreshed() {
    return known()
        .filter(result -> result.containsKey(PREVIOUS))
        .map(result -> result.get(DATASET));
  }

  private Optional<Map<String, String>> known() {
    return job.workspace().work().find(key(EtlSettings.quality(job.settings())));
  }

  private StepWork<DatasetRef> work() {
    QualityPolicy policy = EtlSettings.quality(job.settings());
    WorkKey key = key(policy);
    return new StepWork<>("extract", key, this::reopen, () -> made(policy, key));
  }

  private StepOutcome<DatasetRef> paged(Path page, StepOutcome<DatasetRef> outcome) {
    Path original = job.workspace().quarantine(outcome.key().value()).resolve(PAGE);
    if (Files.isRegularFile(original)) {
      AtomicFiles.write(page, AtomicFiles.read(original));
    }
    return outcome;
  }

  private WorkKey key(QualityPolicy policy) {
    Map<String, String> essence = new TreeMap<>();
    essence.put("step", "extract");
    essence.put("model", job.model().id());
    essence.put("policy", policy.toString());
    request.span().ifPresent(span -> essence.put("window", span.toString()));
    request.until().ifPresent(until -> essence.put("until", until.toString()));
    return WorkKey.of(essence, input.digests(), job.codeRevision());
  }

  private Optional<DatasetRef> reopen(Map<String, String> known) {
    return OwnDataset.reopened(known, DatasetKind.RAW, job.model(), job.workspace().datasets());
  }

  private StepWork.Made<DatasetRef> made(QualityPolicy policy, WorkKey key) {
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
                    quarantine.resolve("rows"),
                    quarantine.resolve(PAGE)),
                job.clock(),
                job.progress()::line);
    Map<String, String> result = result(extraction);
    known().ifPresent(before -> result.put(PREVIOUS, before.get(DATASET)));
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
