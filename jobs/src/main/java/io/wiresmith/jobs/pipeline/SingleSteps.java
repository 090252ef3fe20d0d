package io.wiresmith.jobs.pipeline;

import io.wiresmith.core.ModelRef;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.dataset.DatasetKind;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.evaluation.EvaluationReport;
import io.wiresmith.core.gate.Verdict;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.io.Sha256;
import io.wiresmith.core.run.CommitGuard;
import io.wiresmith.core.run.RunTracker;
import io.wiresmith.core.run.WorkKey;
import io.wiresmith.etl.source.TelemetryLayout;
import io.wiresmith.etl.step.Purpose;
import io.wiresmith.evaluation.contract.TestRows;
import io.wiresmith.evaluation.report.ReportPage;
import io.wiresmith.jobs.pipeline.EvaluateStep.Evaluated;
import io.wiresmith.jobs.pipeline.PublishStep.Published;
import io.wiresmith.jobs.pipeline.PublishStep.Reviewed;
import io.wiresmith.jobs.pipeline.TrainStep.Trained;
import io.wiresmith.registry.ModelRegistry;
import io.wiresmith.registry.RegisteredVersion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Each step alone, from and to references; what was done before is found again. */
public final class SingleSteps {
  /** Details of a report that are told by the page and the file alone. */
  private static final Set<String> NO_FIGURES = Set.of("links", "provenance");

  private final Job job;
  private final References references;

  /** The steps of one job. */
  public SingleSteps(Job job) {
    this.job = job;
    this.references = new References(job.workspace());
  }

  /** Telemetry to a raw dataset. */
  public Map<String, Object> extract(RunRequest request) {
    return dataset(step(request).run(page()));
  }

  /** Telemetry to a raw dataset again, where the database may hold other points by now. */
  public Map<String, Object> refresh(RunRequest request) {
    return dataset(step(request).refresh(page()));
  }

  /** The rows of a raw dataset as files. */
  public Map<String, Object> export(String raw, Export export) {
    DatasetRef dataset = references.dataset(DatasetKind.RAW, job.model(), raw);
    return export.write(
        job.sparks().session().read().parquet(dataset.files()).orderBy(TelemetryLayout.TIME_NS),
        Map.of("dataset", dataset.sha256(), "source", dataset.manifest().source()));
  }

  private ExtractStep step(RunRequest request) {
    return new ExtractStep(job, request, TelemetryInput.of(request.telemetry()));
  }

  private Path page() {
    return job.workspace().root().resolve("quality.html");
  }

  /** A raw dataset to a labelled one, for training. */
  public Map<String, Object> label(String raw) {
    DatasetRef dataset = references.dataset(DatasetKind.RAW, job.model(), raw);
    return dataset(new LabelStep(job).run(dataset, Purpose.TRAINING));
  }

  /** A labelled dataset to an artifact. */
  public Map<String, Object> train(String labelled) {
    DatasetRef dataset = references.dataset(DatasetKind.LABELLED, job.model(), labelled);
    return trained(new TrainStep(job).run(dataset));
  }

  private Map<String, Object> trained(StepOutcome<Trained> outcome) {
    Map<String, Object> result = outcome(outcome);
    result.put("training_report", outcome.value().report().toString());
    return result;
  }

  /**
   * Labelled datasets on top of a checkpoint, one after the other; the last one that counts becomes
   * the latest, and its artifact is made. Without datasets the artifact of the checkpoint itself.
   */
  public Map<String, Object> continueFrom(String checkpoint, List<String> labelled) {
    Map<String, Object> result = new LinkedHashMap<>();
    String name = checkpoint;
    if (!labelled.isEmpty()) {
      result.putAll(new ContinueStep(job).run(checkpoint, labelled(labelled)));
      if (Long.valueOf(0).equals(result.get(ContinueStep.KEPT))) {
        return result;
      }
      name = String.valueOf(result.get(ContinueStep.CHECKPOINT));
    }
    trained(new CheckpointStep(job).run(name)).forEach(result::putIfAbsent);
    return result;
  }

  private List<DatasetRef> labelled(List<String> named) {
    return named.stream()
        .map(it -> references.dataset(DatasetKind.LABELLED, job.model(), it))
        .toList();
  }

  /** An artifact on the later rows of a labelled dataset, against the champion of a registry. */
  public Map<String, Object> evaluate(String artifact, String labelled, ModelRegistry registry) {
    DatasetRef dataset = references.dataset(DatasetKind.LABELLED, job.model(), labelled);
    EvaluateStep step = new EvaluateStep(job);
    Artifact candidate = references.artifact(artifact);
    return evaluation(
        step.run(candidate, dataset, TestRows.UNSEEN, step.champion(registry)),
        candidate,
        artifact);
  }

  /** A registered version on every row of other telemetry. */
  public Map<String, Object> evaluateVersion(
      ModelRef ref, ModelRegistry registry, RunRequest request) {
    RegisteredVersion version = registry.resolve(ref);
    EvaluateStep step = new EvaluateStep(job);
    Artifact artifact = step.pulled(registry, version);
    Map<String, Object> result = evaluateOn(step, artifact, version.id(), request);
    result.put("version", version.number());
    return result;
  }

  /** A registered version on every row of a labelled dataset. */
  public Map<String, Object> evaluateVersion(
      ModelRef ref, ModelRegistry registry, String labelled) {
    RegisteredVersion version = registry.resolve(ref);
    EvaluateStep step = new EvaluateStep(job);
    Artifact artifact = step.pulled(registry, version);
    DatasetRef dataset = references.dataset(DatasetKind.LABELLED, job.model(), labelled);
    Map<String, Object> result =
        evaluation(
            step.run(artifact, dataset, TestRows.ALL, Optional.empty()), artifact, version.id());
    result.put("version", version.number());
    return result;
  }

  /** An artifact of a directory on every row of other telemetry. */
  public Map<String, Object> evaluateArtifact(String artifact, RunRequest request) {
    return evaluateOn(new EvaluateStep(job), references.artifact(artifact), artifact, request);
  }

  private Map<String, Object> evaluateOn(
      EvaluateStep step, Artifact artifact, String name, RunRequest request) {
    DatasetRef raw = step(request).run(page()).value();
    DatasetRef labelled = new LabelStep(job).run(raw, Purpose.EVALUATION).value();
    Map<String, Object> result =
        evaluation(step.run(artifact, labelled, TestRows.ALL, Optional.empty()), artifact, name);
    result.put("dataset", labelled.sha256());
    return result;
  }

  /** Judges an evaluation again, and registers the artifact if it is blessed. */
  public RunResult publish(
      String artifact, Path evaluation, Optional<Path> training, ModelRegistry registry) {
    Artifact candidate = references.artifact(artifact);
    EvaluationReport report = Json.read(evaluation, EvaluationReport.class);
    PublishStep step = new PublishStep(job, registry, CommitGuard.none());
    Verdict verdict = PublishStep.judge(job, report, candidate);
    WorkKey key =
        WorkKey.of(
            Map.of("step", "publish"),
            List.of(candidate.sha256(), Sha256.of(Json.bytes(report))),
            job.codeRevision());
    RunFiles files =
        RunFiles.write(
            job.workspace().run(key.value()),
            new RunFiles.Judged(report, verdict),
            training.stream().toList());
    Published published =
        step.publish(
            verdict, candidate, key, new Reviewed(files, RunTracker.none(), Optional.empty()));
    return RunResult.of(job, published, report, key, files.report());
  }

  private Map<String, Object> evaluation(
      StepOutcome<Evaluated> outcome, Artifact artifact, String name) {
    EvaluationReport report = outcome.value().report();
    Path page = outcome.value().file().resolveSibling(RunFiles.REPORT);
    Verdict verdict = PublishStep.judge(job, report, artifact);
    AtomicFiles.write(page, ReportPage.html(report, verdict).getBytes(StandardCharsets.UTF_8));
    Map<String, Object> result = outcome(outcome);
    result.put("model", job.model().id());
    result.put("judged", name);
    result.put("artifact", artifact.modelSha256());
    result.put("dataset", report.dataset());
    result.put("rows", report.rows());
    result.put("overlap", report.overlap());
    result.put("metrics", new TreeMap<>(report.metrics()));
    result.put("intervals", new TreeMap<>(report.intervals()));
    result.put("baselines", new TreeMap<>(report.baselines()));
    result.put("slices", report.slices());
    Map<String, Object> details = new TreeMap<>(report.details());
    details.keySet().removeAll(NO_FIGURES);
    result.put("details", details);
    result.put("evaluation", outcome.value().file().toString());
    result.put("report", page.toString());
    return result;
  }

  private Map<String, Object> dataset(StepOutcome<DatasetRef> outcome) {
    Map<String, Object> result = outcome(outcome);
    result.put("rows", outcome.value().rows());
    result.put("directory", outcome.value().directory().toString());
    return result;
  }

  private Map<String, Object> outcome(StepOutcome<?> outcome) {
    job.progress()
        .line(
            outcome.name()
                + ": "
                + outcome.message()
                + (outcome.reused() ? "  (done before)" : ""));
    Map<String, Object> result = new LinkedHashMap<>();
    new TreeMap<>(outcome.result())
        .forEach((name, text) -> result.put(name, StepWork.value(name, text)));
    result.remove(OwnDataset.MANIFEST);
    result.put("step", outcome.name());
    result.put("unchanged", outcome.reused());
    return result;
  }
}
