package io.wiresmith.jobs.command;

import io.wiresmith.jobs.config.NotificationSettings;
import io.wiresmith.jobs.config.SchedulerSettings;
import io.wiresmith.jobs.config.Settings;
import io.wiresmith.jobs.pipeline.Progress;
import io.wiresmith.jobs.schedule.PipelineWork;
import io.wiresmith.scheduler.backfill.Backfill;
import io.wiresmith.scheduler.backfill.BackfillPlan;
import io.wiresmith.scheduler.backfill.Reprocess;
import io.wiresmith.scheduler.execution.Clocks;
import io.wiresmith.scheduler.execution.Stop;
import io.wiresmith.scheduler.execution.WindowRunner;
import io.wiresmith.scheduler.ledger.RunLedger;
import io.wiresmith.scheduler.notification.EventSink;
import io.wiresmith.scheduler.notification.Notifier;
import io.wiresmith.scheduler.schedule.Schedule;
import io.wiresmith.scheduler.schedule.Schedules;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "backfill",
    description = {
      "Run the windows of a schedule that ended in the past.",
      "The same again launches nothing; one that was stopped continues."
    },
    footer = {
      "",
      "Exit code 0 when every window has a verdict of the gate, whichever it is.",
      "Example:",
      "  bin/wiresmith backfill compression --telemetry examples/compression/transfers.lp.gz \\",
      "    --from 2026-10-31 --to 2026-11-15 --reprocess stale --dry-run"
    })
final class BackfillCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();
  @Mixin private LedgerOption ledger = new LedgerOption();
  @Mixin private PlacesOptions places = new PlacesOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "<model>", description = "A schedule, or the model of one.")
  private String model = "";

  @Option(
      names = "--from",
      paramLabel = "TIME",
      required = true,
      converter = Instants.class,
      description = "First firing of the schedule, inclusive.")
  private Instant from = Instant.EPOCH;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      required = true,
      converter = Instants.class,
      description = "Firings before this.")
  private Instant to = Instant.EPOCH;

  @Option(
      names = "--reprocess",
      paramLabel = "none|failed|stale|all",
      defaultValue = "none",
      description = {
        "none: what is missing; failed: the failed too; stale: those too whose data,",
        "configuration or code changed; all: everything (default ${DEFAULT-VALUE})."
      })
  private Reprocess reprocess = Reprocess.NONE;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      defaultValue = "1",
      description = "Runs at once (default ${DEFAULT-VALUE}).")
  private int parallel = 1;

  @Option(names = "--dry-run", description = "Print the plan and run nothing.")
  private boolean dryRun;

  @Option(
      names = "--promotion",
      paramLabel = "auto|manual|approval",
      description =
          "auto lets a blessed version become champion (default manual: it waits as challenger).")
  private @Nullable String promotion;

  @Override
  public Integer call() {
    if (parallel < 1 || parallel > 64) {
      throw new ParameterException(
          spec.commandLine(), "--parallel is " + parallel + "; required: 1 to 64.");
    }
    if (promotion != null) {
      common.flag("promotion", promotion);
    }
    common.flagByDefault("promotion", "manual");
    Settings settings = common.settings(Map.of());
    Schedules schedules = SchedulerSettings.schedules(settings);
    Schedule schedule = schedules.of(model);
    BackfillPlan.Span span = new BackfillPlan.Span(from, to);
    PipelineWork work =
        new PipelineWork(
            schedules, places.places(common), settings, new Progress(spec.commandLine().getErr()));
    work.check(schedule);
    List<EventSink> sinks = NotificationSettings.sinks(settings, System.getenv());
    try (RunLedger open = ledger.open(common, settings, sinks)) {
      Instant now = Instant.now();
      BackfillPlan plan =
          BackfillPlan.of(schedule, span, reprocess, new BackfillPlan.Sources(open, work), now);
      if (dryRun) {
        print(plan, 0, open);
        return 0;
      }
      return run(plan, open, new Means(settings, work, sinks));
    }
  }

  private record Means(Settings settings, PipelineWork work, List<EventSink> sinks) {}

  private int run(BackfillPlan plan, RunLedger open, Means means) {
    Progress progress = new Progress(spec.commandLine().getErr());
    Clocks clocks = Clocks.ofMachine();
    try (StopOnSignal signal = StopOnSignal.install();
        Notifier notifier =
            Notifier.start(open.outbox(), means.sinks(), clocks.wall(), progress::line)) {
      Stop stop = signal.stop();
      WindowRunner runner =
          new WindowRunner(
              open,
              means.work(),
              SchedulerSettings.policy(means.settings()),
              clocks,
              stop,
              progress::line);
      Backfill backfill = new Backfill(open, runner, clocks.wall(), stop);
      progress.line(BackfillTable.of(plan, Optional.empty()));
      int launched = backfill.run(plan, parallel);
      print(plan, launched, open);
      return backfill.exitCode(plan);
    }
  }

  private void print(BackfillPlan plan, int launched, RunLedger open) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("launched", launched);
    json.put("skipped", plan.windows().size() - plan.launches());
    if (dryRun) {
      json.put("planned", plan.launches());
    } else if (launched < plan.launches()) {
      json.put("left", plan.launches() - launched);
    }
    json.put(
        "windows",
        plan.windows().stream().map(window -> BackfillTable.json(window, open)).toList());
    Optional<RunLedger> after = dryRun ? Optional.empty() : Optional.of(open);
    common.print(
        spec.commandLine().getOut(),
        json,
        () ->
            BackfillTable.of(plan, after)
                + (dryRun
                    ? "\n%d would be launched, nothing was.".formatted(plan.launches())
                    : "\n%d launched.".formatted(launched)));
  }
}
