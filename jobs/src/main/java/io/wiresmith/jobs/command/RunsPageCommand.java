package io.wiresmith.jobs.command;

import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.jobs.config.SchedulerSettings;
import io.wiresmith.jobs.config.Settings;
import io.wiresmith.scheduler.ledger.RunLedger;
import io.wiresmith.scheduler.page.RunsPage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "page",
    description = {
      "Write a page with a calendar of windows for each schedule.",
      "A scheduler shows the same at http://127.0.0.1:8095/runs.html."
    })
final class RunsPageCommand implements Callable<Integer> {
  private static final int MOST_MONTHS = 60;

  @Mixin private Common common = new Common();
  @Mixin private LedgerOption ledger = new LedgerOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = RunsPage.FILE,
      description = "Where to write it (default ${DEFAULT-VALUE}).")
  private Path out = Path.of(RunsPage.FILE);

  @Option(
      names = "--months",
      paramLabel = "N",
      defaultValue = "" + RunsPage.MONTHS,
      description = "Months to show, this one included (default ${DEFAULT-VALUE}).")
  private int months = RunsPage.MONTHS;

  @Override
  public Integer call() {
    if (months < 1 || months > MOST_MONTHS) {
      throw new ParameterException(
          spec.commandLine(), "--months is " + months + "; required: 1 to " + MOST_MONTHS + ".");
    }
    Settings settings = common.settings(Map.of());
    try (RunLedger open = ledger.open(common, settings)) {
      String page =
          RunsPage.html(SchedulerSettings.schedules(settings), open, Instant.now(), months);
      AtomicFiles.write(out, page);
    }
    common.print(
        spec.commandLine().getOut(),
        Map.of("page", out.toAbsolutePath().toString()),
        out::toString);
    return 0;
  }
}
