package io.wiresmith.jobs.command;

import io.wiresmith.core.WiresmithException;
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
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;

/** Starts a run, prints its verdict, and says on failure how to go on. */
record RunLauncher(Common common, SparkOptions spark, CommandLine line) {
  /** Runs and returns the exit code of the verdict. */
  int launch(RunRequest request) {
    Settings settings =
        SettingsLoader.ofProcess().load(Path.of(request.configFile()), request.flags());
    Workspace workspace = common.workspace();
    try (Sparks sparks = spark.sparks()) {
      Job job =
          new Job(
              request.model(),
              workspace,
              settings,
              CodeRevision.current(),
              sparks,
              Clock.systemUTC(),
              new Progress(line.getErr()));
      RunResult result = new Pipeline(job).run(request);
      common.print(line.getOut(), result.toJson(), () -> table(result));
      return result.exitCode();
    } catch (WiresmithException e) {
      throw withRemedy(e, workspace);
    }
  }

  private WiresmithException withRemedy(WiresmithException e, Workspace workspace) {
    String again =
        workspace.runs().list().stream()
            .findFirst()
            .map(run -> "bin/wiresmith resume " + run.workKey().substring(0, 12))
            .orElse("the same command again");
    return new WiresmithException(
        e.code(), e.getMessage() + "\nAfter mending it, continue with: " + again, e);
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
