package io.wiresmith.jobs.command;

import io.wiresmith.core.run.RunRecord;
import io.wiresmith.core.run.RunStore;
import io.wiresmith.jobs.pipeline.RunRequest;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "runs",
    description = "Look at runs and scheduled windows: runs list, show, logs, cancel, page.",
    subcommands = {
      RunsListCommand.class,
      RunsShowCommand.class,
      RunsLogsCommand.class,
      RunsCancelCommand.class,
      RunsPageCommand.class
    })
final class RunsCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();
  @Mixin private RunsFilter filter = new RunsFilter();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    return filter.list(common, spec);
  }

  static String row(RunRecord run, RunStore runs) {
    return "%s  %-12s %-11s %-12s %s  %s"
        .formatted(
            run.workKey().substring(0, 12),
            run.model(),
            state(run, runs),
            run.verdict().orElse("-"),
            run.updatedAt().truncatedTo(ChronoUnit.SECONDS),
            run.message().lines().findFirst().orElse(""));
  }

  /** How it stands; a run that nobody works on any more is interrupted. */
  static String state(RunRecord run, RunStore runs) {
    return runs.interrupted(run) ? "INTERRUPTED" : run.state().name();
  }

  static String show(RunRecord run, Common common) {
    RunStore runs = common.workspace().runs();
    String steps = WindowRuns.steps(run.steps(), !runs.interrupted(run));
    String command = String.join(" ", RunRequest.fromMap(run.request()).command());
    return """
        run       %s
        model     %s
        state     %s
        verdict   %s
        %s
        asked by  %s%s
        continue  bin/wiresmith resume %s%s"""
        .formatted(
            run.workKey(),
            run.model(),
            state(run, runs),
            run.verdict().orElse("-"),
            steps,
            command,
            common.workspaceWords(),
            run.workKey().substring(0, 12),
            common.workspaceWords());
  }
}
