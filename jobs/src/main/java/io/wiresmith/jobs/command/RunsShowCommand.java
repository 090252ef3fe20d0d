package io.wiresmith.jobs.command;

import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.run.RunRecord;
import io.wiresmith.jobs.config.SchedulerSettings;
import io.wiresmith.scheduler.schedule.Schedule;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "show", description = "One window or run with its steps, and how to continue it.")
final class RunsShowCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();
  @Mixin private NamedWindow window = new NamedWindow();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    boolean shown =
        window
            .find(
                common,
                (run, ledger) -> {
                  common.print(
                      spec.commandLine().getOut(),
                      WindowRuns.json(run, ledger),
                      () -> WindowRuns.show(run, ledger, schedules(common)));
                  return true;
                })
            .isPresent();
    if (!shown) {
      RunRecord record = common.workspace().runs().find(window.name());
      common.print(spec.commandLine().getOut(), record, () -> RunsCommand.show(record, common));
    }
    return 0;
  }

  private static List<Schedule> schedules(Common common) {
    try {
      return SchedulerSettings.schedules(common.settingsOfAnyKind()).all();
    } catch (WiresmithException e) {
      return List.of(); // What the ledger knows is shown all the same.
    }
  }
}
