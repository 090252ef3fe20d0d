package io.wiresmith.jobs.pipeline;

import io.wiresmith.core.dataset.DatasetKind;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.dataset.RowCounts;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.run.WorkKey;
import io.wiresmith.core.telemetry.Precision;
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
    QualityPolicy policy = EtlSettings.quality(job.settings());
    WorkKey key = key(policy);
    Path quarantine = job.workspace().quarantine(key.value());
    StepOutcome<DatasetRef> outcome =
        new StepWork<>("extract", key, this::reopen, () -> made(policy, key))
            .once(job.workspace().work());
    Path original = quarantine.resolve(PAGE);
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
            input.files().stream().map(Path::toString).toList(),
            request.span(),
            request.until(),
            Precision.NS,
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
    return new StepWork.Made<>(extraction.raw(), result(extraction), summary(extraction.counts()));
  }

  private static Map<String, String> result(Extraction extraction) {
    RowCounts counts = extraction.counts();
    return Map.of(
        OwnDataset.MANIFEST,
        OwnDataset.remembered(extraction.raw()),
        DATASET,
        extraction.raw().sha256(),
        "read",
        Long.toString(counts.read()),
        "outside_window",
        Long.toString(counts.outsideWindow()),
        "in",
        Long.toString(counts.in()),
        "out",
        Long.toString(counts.out()),
        "quarantined",
        Long.toString(counts.quarantined()),
        "merged",
        Long.toString(counts.merged()),
        "reasons",
        Json.line(extraction.reasons()),
        "page",
        extraction.page().toString());
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
