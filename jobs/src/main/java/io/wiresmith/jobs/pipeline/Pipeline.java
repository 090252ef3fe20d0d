package io.wiresmith.jobs.pipeline;

import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.evaluation.EvaluationReport;
import io.wiresmith.core.gate.Blessed;
import io.wiresmith.core.gate.Verdict;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.run.CommitGuard;
import io.wiresmith.core.run.CurvePoint;
import io.wiresmith.core.run.RunState;
import io.wiresmith.core.run.RunTracker;
import io.wiresmith.core.run.WorkKey;
import io.wiresmith.etl.step.Purpose;
import io.wiresmith.evaluation.contract.TestRows;
import io.wiresmith.jobs.config.SigningSettings;
import io.wiresmith.jobs.pipeline.EvaluateStep.Evaluated;
import io.wiresmith.jobs.pipeline.PublishStep.Published;
import io.wiresmith.jobs.pipeline.PublishStep.Reviewed;
import io.wiresmith.jobs.pipeline.TrainStep.Trained;
import io.wiresmith.registry.ModelRegistry;
import io.wiresmith.registry.RegisteredVersion;
import io.wiresmith.registry.location.Registries;
import io.wiresmith.registry.signed.SignedRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The main sentence: extract, label, train, evaluate, publish. Every step finds its work by key, so
 * a run that was killed continues where it stopped, and the same run again changes nothing.
 */
public final class Pipeline {
  private static final String VERDICT = "verdict.json";
  private static final String SHOWN = "shown.json";

  private final Job job;
  private final CommitGuard guard;

  /** A pipeline for one job; the guard is asked right before each commit to the registry. */
  public Pipeline(Job job, CommitGuard guard) {
    this.job = job;
    this.guard = guard;
  }

  /**
   * Runs, and keeps the record.
   *
   * @throws WiresmithException whatever a step found; the record holds it
   */
  public RunResult run(RunRequest request) {
    Preflight.check(job.settings(), job.model());
    SigningSettings.check(job.settings());
    TelemetryInput input = TelemetryInput.of(request.telemetry());
    ExtractStep extract = new ExtractStep(job, request, input);
    WorkKey key = RunIdentity.of(job, request, input, extract).key();
    guard.begins(key.value());
    ModelRegistry registry =
        SignedRegistry.over(
            Registries.open(request.registry(), job.progress()::line),
            SigningSettings.rule(job.settings()));
    PublishStep publish = new PublishStep(job, registry, guard);
    Optional<RegisteredVersion> before = registry.findByRunKey(job.model(), key.value());
    Path shown = job.workspace().run(key.value()).resolve(SHOWN);
    try (RunTracker tracker = Registries.tracker(request.registry(), shown, job.progress()::line)) {
      if (before.isPresent()) {
        job.progress().line("run " + key.brief() + ": this work was done before");
        RunResult result = unchanged(registry, publish, before.get(), key);
        RunJournal journal = new RunJournal(job, key, request, tracker);
        journal.close(RunState.DONE, Optional.of(result.verdict()), "done before");
        return keep(result);
      }
      job.progress()
          .line("run " + key.brief() + " of " + job.model() + " on " + request.telemetry());
      return whole(extract, registry, publish, new RunJournal(job, key, request, tracker), key);
    }
  }

  private RunResult whole(
      ExtractStep extract,
      ModelRegistry registry,
      PublishStep publish,
      RunJournal journal,
      WorkKey key) {
    try {
      RunResult result = steps(extract, registry, publish, journal, key);
      journal.close(RunState.DONE, Optional.of(result.verdict()), firstReason(result));
      return result;
    } catch (RuntimeException e) {
      journal.failed(e);
      throw e;
    }
  }

  private RunResult steps(
      ExtractStep extract,
      ModelRegistry registry,
      PublishStep publish,
      RunJournal journal,
      WorkKey key) {
    Path page = job.workspace().run(key.value()).resolve("quality.html");
    DatasetRef raw = journal.step("extract", () -> extract.run(page)).value();
    DatasetRef labelled =
        journal.step("label", () -> new LabelStep(job).run(raw, Purpose.TRAINING)).value();
    Trained trained =
        journal
            .step("train", () -> new TrainStep(job, journal.tracker()::point).run(labelled))
            .value();
    Evaluated evaluated = evaluated(registry, publish, journal, trained, labelled);
    Verdict verdict = PublishStep.judge(job, evaluated.report(), trained.artifact());
    RunFiles files =
        RunFiles.write(
            job.workspace().run(key.value()),
            new RunFiles.Judged(evaluated.report(), verdict),
            List.of(trained.report(), page));
    show(journal.tracker(), verdict, evaluated.report(), files);
    Published published =
        journal
            .step(
                "publish",
                () -> {
                  Published done =
                      publish.publish(
                          verdict,
                          trained.artifact(),
                          key,
                          new Reviewed(files, journal.tracker(), evaluated.champion()));
                  return new StepOutcome<>(
                      "publish",
                      key,
                      false,
                      done,
                      PublishStep.result(done),
                      PublishStep.summary(done));
                })
            .value();
    RunResult result = RunResult.of(job, published, evaluated.report(), key, files.report());
    return keep(result);
  }

  /** What a version would hold; where there will be none, its figures are shown all the same. */
  private static void show(
      RunTracker tracker, Verdict verdict, EvaluationReport report, RunFiles files) {
    boolean published = verdict instanceof Blessed;
    files.show(tracker, published);
    if (!published) {
      report
          .metrics()
          .forEach((name, value) -> tracker.point(new CurvePoint("test/" + name, 0, value)));
    }
  }

  /** Evaluates against the present champion, again where another run moved it meanwhile. */
  private Evaluated evaluated(
      ModelRegistry registry,
      PublishStep publish,
      RunJournal journal,
      Trained trained,
      DatasetRef labelled) {
    EvaluateStep evaluate = new EvaluateStep(job);
    Supplier<StepOutcome<Evaluated>> once =
        () ->
            evaluate.run(
                trained.artifact(), labelled, TestRows.UNSEEN, evaluate.champion(registry));
    Evaluated evaluated = journal.step("evaluate", once).value();
    for (int again = 0; again < 3 && !publish.compared(evaluated.report()); again++) {
      evaluated = journal.step("evaluate", once).value();
    }
    return evaluated;
  }

  private RunResult keep(RunResult result) {
    Path directory = job.workspace().run(result.run());
    AtomicFiles.write(directory.resolve(VERDICT), Json.bytes(result.toJson()));
    return result;
  }

  /** What the registry keeps of the run that made a version answers for it. */
  private RunResult unchanged(
      ModelRegistry registry, PublishStep publish, RegisteredVersion version, WorkKey key) {
    EvaluationReport report =
        Json.parse(
            registry.fetchRunFile(version, EvaluationReport.FILE),
            EvaluationReport.class,
            version + "'s " + EvaluationReport.FILE);
    boolean champion = publish.settle(version, report).champion();
    Path local = job.workspace().run(key.value()).resolve(RunFiles.REPORT);
    if (!Files.isRegularFile(local)) {
      AtomicFiles.write(local, registry.fetchRunFile(version, RunFiles.REPORT));
    }
    return new RunResult(
        "blessed",
        0,
        List.of(),
        job.model().id(),
        version.number(),
        champion,
        true,
        key.value(),
        report.dataset(),
        version.modelSha256(),
        local.toString(),
        report.metrics());
  }

  private static String firstReason(RunResult result) {
    return result.exitCode() == 0 || result.reasons().isEmpty() ? "" : result.reasons().get(0);
  }
}
