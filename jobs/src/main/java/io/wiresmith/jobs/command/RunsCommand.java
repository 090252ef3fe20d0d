package io.wiresmith.jobs.command;

import io.wiresmith.core.run.RunRecord;
import io.wiresmith.core.run.StepRecord;
import io.wiresmith.jobs.pipeline.RunRequest;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "runs",
    description = "Look at runs: runs list, runs show <run>.",
    subcommands = {RunsCommand.ListRuns.class, RunsCommand.ShowRun.class})
final class RunsCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    return list(common, spec);
  }

  @Command(name = "list", description = "All runs, the latest first.")
  static final class ListRuns implements Callable<Integer> {
    @Mixin private Common common = new Common();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
      return list(common, spec);
    }
  }

  @Command(name = "show", description = "One run with its steps, and how to continue it.")
  static final class ShowRun implements Callable<Integer> {
    @Mixin private Common common = new Common();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "<run>", description = "First digits of the run's key, or latest.")
    private String run = "";

    @Override
    public Integer call() {
      RunRecord record = common.workspace().runs().find(run);
      common.print(spec.commandLine().getOut(), record, () -> show(record));
      return 0;
    }
  }

  private static int list(Common common, CommandSpec spec) {
    List<RunRecord> runs = common.workspace().runs().list();
    common.print(
        spec.commandLine().getOut(),
        runs,
        () ->
            runs.isEmpty()
                ? "No runs yet. Start one: bin/wiresmith run --help"
                : runs.stream().map(RunsCommand::row).collect(Collectors.joining("\n")));
    return 0;
  }

  private static String row(RunRecord run) {
    return "%s  %-12s %-11s %-12s %s  %s"
        .formatted(
            run.workKey().substring(0, 12),
            run.model(),
            state(run),
            run.verdict().orElse("-"),
            run.updatedAt().truncatedTo(ChronoUnit.SECONDS),
            run.message().lines().findFirst().orElse(""));
  }

  private static String state(RunRecord run) {
    return run.interrupted() ? "INTERRUPTED" : run.state().name();
  }

  private static String show(RunRecord run) {
    String steps = run.steps().stream().map(RunsCommand::step).collect(Collectors.joining("\n"));
    String command = String.join(" ", RunRequest.fromMap(run.request()).command());
    return """
        run       %s
        model     %s
        state     %s
        verdict   %s
        %s
        asked by  %s
        continue  bin/wiresmith resume %s"""
        .formatted(
            run.workKey(),
            run.model(),
            state(run),
            run.verdict().orElse("-"),
            steps,
            command,
            run.workKey().substring(0, 12));
  }

  private static String step(StepRecord step) {
    String took =
        step.endedAt()
            .map(end -> Duration.between(step.startedAt(), end).toMillis() / 1000.0)
            .map(seconds -> String.format(Locale.ROOT, "%.1f s", seconds))
            .orElse("-");
    return "  %-9s %-8s %8s  %s"
        .formatted(step.name(), step.state(), step.reused() ? "reused" : took, step.message());
  }
}
