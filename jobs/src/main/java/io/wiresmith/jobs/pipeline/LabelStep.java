package io.wiresmith.jobs.pipeline;

import io.wiresmith.core.dataset.DatasetKind;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.dataset.RowCounts;
import io.wiresmith.core.run.WorkKey;
import io.wiresmith.etl.quality.QualityPolicy;
import io.wiresmith.etl.step.Purpose;
import io.wiresmith.jobs.config.EtlSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Raw dataset in, labelled dataset out. */
final class LabelStep {
  private static final String DATASET = "dataset";

  private final Job job;

  LabelStep(Job job) {
    this.job = job;
  }

  StepOutcome<DatasetRef> run(DatasetRef raw, Purpose purpose) {
    QualityPolicy policy = EtlSettings.quality(job.settings());
    WorkKey key =
        WorkKey.of(
            Map.of(
                "step", "label",
                "model", job.model().id(),
                "labels", EtlSettings.labels(job.settings(), job.model()),
                "policy", policy.toString(),
                "window", raw.window().toString(),
                "purpose", purpose.name()),
            List.of(raw.sha256()),
            job.codeRevision());
    return new StepWork<>("label", key, this::reopen, () -> made(raw, purpose, policy))
        .once(job.workspace().work());
  }

  private Optional<DatasetRef> reopen(Map<String, String> known) {
    return OwnDataset.reopened(
        known, DatasetKind.LABELLED, job.model(), job.workspace().datasets());
  }

  private StepWork.Made<DatasetRef> made(DatasetRef raw, Purpose purpose, QualityPolicy policy) {
    DatasetRef labelled =
        EtlSettings.etl(job.settings(), job.model())
            .label(
                job.sparks().session(),
                raw,
                purpose,
                policy,
                job.workspace().datasets(),
                job.codeRevision());
    return new StepWork.Made<>(labelled, result(labelled), summary(labelled));
  }

  private static Map<String, String> result(DatasetRef labelled) {
    RowCounts counts = labelled.manifest().counts();
    return Map.of(
        DATASET,
        labelled.sha256(),
        OwnDataset.MANIFEST,
        OwnDataset.remembered(labelled),
        "in",
        Long.toString(counts.in()),
        "out",
        Long.toString(counts.out()),
        "quarantined",
        Long.toString(counts.quarantined()),
        "merged",
        Long.toString(counts.merged()));
  }

  private static String summary(DatasetRef labelled) {
    String facts =
        new TreeMap<>(labelled.manifest().facts())
            .entrySet().stream()
                .map(fact -> "%s %,.0f".formatted(fact.getKey(), fact.getValue()))
                .collect(Collectors.joining(", "));
    return "%,d rows, %s".formatted(labelled.rows(), facts);
  }
}
