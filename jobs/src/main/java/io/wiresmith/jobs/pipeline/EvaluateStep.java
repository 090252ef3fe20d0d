package io.wiresmith.jobs.pipeline;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelRef;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.evaluation.EvaluationReport;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.run.WorkKey;
import io.wiresmith.evaluation.Evaluators;
import io.wiresmith.evaluation.contract.EvaluationRequest;
import io.wiresmith.evaluation.contract.EvaluationRequest.Champion;
import io.wiresmith.evaluation.contract.TestRows;
import io.wiresmith.registry.ModelRegistry;
import io.wiresmith.registry.RegisteredVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Artifact and labelled dataset in, evaluation out. */
final class EvaluateStep {
  private final Job job;

  EvaluateStep(Job job) {
    this.job = job;
  }

  /**
   * An evaluation that is done.
   *
   * @param report what was found
   * @param file where it is written
   * @param champion what it was compared with, if anything
   */
  record Evaluated(EvaluationReport report, Path file, Optional<Artifact> champion) {}

  /** The present champion of a registry, pulled into the workspace; none where there is none. */
  Optional<Champion> champion(ModelRegistry registry) {
    if (!registry.aliases(job.model()).containsKey(ModelRef.CHAMPION)) {
      return Optional.empty();
    }
    RegisteredVersion version = registry.resolve(ModelRef.champion(job.model()));
    return Optional.of(new Champion(version.id(), pulled(registry, version)));
  }

  /** A version's artifact in the workspace, where executors see it. */
  Artifact pulled(ModelRegistry registry, RegisteredVersion version) {
    Path name = Path.of("pulled", version.manifestSha256());
    Artifact here = pulled(registry, version, job.workspace().local().resolve(name));
    Path shared = job.workspace().root().resolve(name.toString());
    return shared.equals(here.directory()) ? here : here.copyTo(shared);
  }

  private static Artifact pulled(
      ModelRegistry registry, RegisteredVersion version, Path directory) {
    try {
      return registry.pull(version, directory);
    } catch (WiresmithException e) {
      if (e.code() != ErrorCode.USAGE) {
        throw e;
      }
      AtomicFiles.deleteTree(directory); // A damaged copy of ours.
      return registry.pull(version, directory);
    }
  }

  StepOutcome<Evaluated> run(
      Artifact candidate, DatasetRef labelled, TestRows rows, Optional<Champion> champion) {
    long seed = job.settings().count("training.seed");
    int resamples = job.settings().size("evaluation.bootstrap");
    String against = champion.map(c -> c.ref() + c.artifact().modelSha256()).orElse("none");
    WorkKey key =
        WorkKey.of(
            Map.of(
                "step", "evaluate",
                "rows", rows,
                "champion", against,
                "resamples", resamples,
                "seed", seed),
            List.of(candidate.sha256(), labelled.sha256()),
            job.codeRevision());
    Path file = job.workspace().evaluation(key.value()).resolve(EvaluationReport.FILE);
    EvaluationRequest request =
        new EvaluationRequest(candidate, labelled, rows, champion, resamples, seed);
    return new StepWork<>(
            "evaluate", key, known -> reopen(file, champion), () -> made(request, file))
        .once(job.workspace().work());
  }

  private static Optional<Evaluated> reopen(Path file, Optional<Champion> champion) {
    return Files.isRegularFile(file)
        ? Optional.of(
            new Evaluated(
                Json.read(file, EvaluationReport.class), file, champion.map(Champion::artifact)))
        : Optional.empty();
  }

  private StepWork.Made<Evaluated> made(EvaluationRequest request, Path file)
      throws WiresmithException {
    EvaluationReport report =
        Evaluators.of(job.model().model()).evaluate(job.sparks().session(), request);
    AtomicFiles.write(file, Json.bytes(report));
    return new StepWork.Made<>(
        new Evaluated(report, file, request.champion().map(Champion::artifact)),
        Map.of("evaluation", file.toString(), "rows", Long.toString(report.rows())),
        summary(report));
  }

  private static String summary(EvaluationReport report) {
    StringBuilder text = new StringBuilder(report.rows() + " rows");
    for (String metric : RunResult.LEADING) {
      Double value = report.metrics().get(metric);
      if (value != null) {
        text.append(String.format(Locale.ROOT, ", %s %.4f", metric, value));
      }
    }
    return text.toString();
  }
}
