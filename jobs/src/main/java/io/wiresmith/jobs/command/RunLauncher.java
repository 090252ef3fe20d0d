package io.wiresmith.jobs.command;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.run.Owner;
import io.wiresmith.core.run.ProcessEnd;
import io.wiresmith.core.run.RunState;
import io.wiresmith.core.run.Workspace;
import io.wiresmith.jobs.config.Settings;
import io.wiresmith.jobs.config.SettingsLoader;
import io.wiresmith.jobs.pipeline.CodeRevision;
import io.wiresmith.jobs.pipeline.Job;
import io.wiresmith.jobs.pipeline.Pipeline;
import io.wiresmith.jobs.pipeline.Progress;
import io.wiresmith.jobs.pipeline.RunRequest;
import io.wiresmith.jobs.pipeline.RunResult;
import io.wiresmith.jobs.pipeline.Sparks;
import io.wiresmith.scheduler.execution.LeaseGuard;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;

/** Starts a run, prints its verdict, and says on failure how to go on. */
record RunLauncher(Common common, SparkOptions spark, CommandLine line) {
  /** Runs, prints, and returns the exit code of the verdict. */
  int launch(RunRequest request) {
    RunResult result = result(request);
    common.print(line.getOut(), result.toJson(), () -> table(result));
    return result.exitCode();
  }

  /**
   * Runs one after the other, also where one fails; the exit code is that of the first that is not
   * blessed.
   *
   * @throws WiresmithException the first failure, once all have run and the results are printed
   */
  int launch(List<RunRequest> requests) {
    List<RunResult> results = new ArrayList<>();
    List<WiresmithException> failures = new ArrayList<>();
    for (RunRequest request : requests) {
      try {
        results.add(result(request));
      } catch (WiresmithException e) {
        if (ProcessEnd.begun()) {
          throw e;
        }
        failures.add(e);
        line.getErr().println("wiresmith: " + request.model().id() + ": " + e.getMessage());
      }
    }
    int code = printed(results);
    if (!failures.isEmpty()) {
      throw failures.get(0);
    }
    return code;
  }

  private int printed(List<RunResult> results) {
    common.print(
        line.getOut(),
        Map.of("runs", results.stream().map(RunResult::toJson).toList()),
        () -> results.stream().map(RunLauncher::table).collect(Collectors.joining("\n\n")));
    return results.stream()
        .mapToInt(RunResult::exitCode)
        .filter(code -> code != 0)
        .findFirst()
        .orElse(0);
  }

  private RunResult result(RunRequest request) {
    Settings settings =
        SettingsLoader.ofProcess().load(Path.of(request.configFile()), request.flags());
    Workspace workspace = common.workspace();
    try (Sparks sparks = spark.sparks(common)) {
      Job job =
          new Job(
              request.model(),
              workspace,
              settings,
              CodeRevision.current(),
              sparks,
              Clock.systemUTC(),
              new Progress(line.getErr()));
      return new Pipeline(job, LeaseGuard.of(System.getenv())).run(request);
    } catch (RuntimeException e) {
      Optional<String> resume = resume(workspace).map(command -> command + common.workspaceWords());
      if (resume.isEmpty()) {
        throw e;
      }
      WiresmithException known = Failures.known(e);
      throw new WiresmithException(
          known == null ? ErrorCode.INTERNAL : known.code(),
          "%s\n%s: %s"
              .formatted(
                  known == null ? e.toString() : known.getMessage(),
                  ProcessEnd.begun() ? "Continue with" : "After mending it, continue with",
                  resume.get()),
          e);
    }
  }

  /** How to continue what this process began; nothing where it had not begun. */
  private static Optional<String> resume(Workspace workspace) {
    try {
      String here = Owner.here().name();
      return workspace.runs().list().stream()
          .filter(run -> run.process().equals(here) && run.state() != RunState.DONE)
          .findFirst()
          .map(run -> "bin/wiresmith resume " + run.workKey().substring(0, 12));
    } catch (WiresmithException e) {
      return Optional.empty(); // The first error is the one to tell.
    }
  }

  static String table(RunResult result) {
    String metrics =
        result.metrics().entrySet().stream()
            .filter(entry -> RunResult.LEADING.contains(entry.getKey()))
            .map(e -> String.format(Locale.ROOT, "  %-20s %.4f", e.getKey(), e.getValue()))
            .collect(Collectors.joining("\n"));
    String reasons =
        result.reasons().stream().map(reason -> "  " + reason).collect(Collectors.joining("\n"));
    return """
        verdict   %s%s
        %s
        model     %s
        version   %s
        dataset   %s
        artifact  %s
        run       %s
        report    %s
        %s"""
        .formatted(
            result.verdict(),
            result.unchanged() ? " (unchanged: this work was done before)" : "",
            reasons,
            result.model(),
            result.version(),
            result.dataset(),
            result.artifact(),
            result.run(),
            result.report(),
            metrics);
  }
}
