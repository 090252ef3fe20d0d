package io.wiresmith.jobs.command;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.jobs.config.NotificationSettings;
import io.wiresmith.jobs.config.SchedulerSettings;
import io.wiresmith.jobs.config.Settings;
import io.wiresmith.jobs.pipeline.Progress;
import io.wiresmith.jobs.schedule.PipelineWork;
import io.wiresmith.scheduler.daemon.DaemonPage;
import io.wiresmith.scheduler.daemon.SchedulerDaemon;
import io.wiresmith.scheduler.daemon.Watched;
import io.wiresmith.scheduler.execution.Clocks;
import io.wiresmith.scheduler.execution.Stop;
import io.wiresmith.scheduler.execution.WindowRunner;
import io.wiresmith.scheduler.ledger.RunLedger;
import io.wiresmith.scheduler.notification.EventSink;
import io.wiresmith.scheduler.notification.Notifier;
import io.wiresmith.scheduler.quartz.QuartzTimer;
import io.wiresmith.scheduler.schedule.Schedule;
import io.wiresmith.scheduler.schedule.Schedules;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "scheduler",
    description = {
      "Run the windows of schedules as they become due, until it is told to end.",
      "Several may share a ledger in PostgreSQL; each window is done once."
    })
final class SchedulerCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();
  @Mixin private LedgerOption ledger = new LedgerOption();
  @Mixin private PlacesOptions places = new PlacesOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--schedule",
      paramLabel = "NAME",
      description = "Only this schedule; may be repeated (default: all with telemetry).")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--port",
      paramLabel = "P",
      defaultValue = "8095",
      description =
          "Port of 127.0.0.1 for /health/live, /health/ready and /metrics; 0 for any"
              + " (default ${DEFAULT-VALUE}).")
  private int port = 8095;

  @Override
  public Integer call() {
    Settings settings = common.settings(Map.of());
    Schedules all = SchedulerSettings.schedules(settings);
    Progress progress = new Progress(spec.commandLine().getErr());
    PipelineWork work = new PipelineWork(all, places.places(common), settings, progress);
    Schedules own = own(all, work, progress);
    Clocks clocks = Clocks.ofMachine();
    Duration tick = SchedulerSettings.tick(settings);
    List<EventSink> sinks = NotificationSettings.sinks(settings, System.getenv());
    try (StopOnSignal signal = StopOnSignal.install();
        RunLedger open = ledger.open(common, settings, sinks);
        Notifier notifier = Notifier.start(open.outbox(), sinks, clocks.wall(), progress::line)) {
      Stop stop = signal.stop();
      WindowRunner runner =
          new WindowRunner(
              open, work, SchedulerSettings.policy(settings), clocks, stop, progress::line);
      try (SchedulerDaemon daemon =
              new SchedulerDaemon(
                  open,
                  own,
                  runner,
                  settings.size("scheduler.parallel"),
                  clocks,
                  began(clocks),
                  progress::line);
          DaemonPage page =
              DaemonPage.listen(port, new Watched(daemon, own, open, notifier, clocks.wall()));
          QuartzTimer timer = QuartzTimer.every(tick, daemon::tick)) {
        progress.line(
            "scheduler of %s, ledger %s, http://127.0.0.1:%d/metrics"
                .formatted(
                    own.all().stream().map(Schedule::name).collect(Collectors.joining(", ")),
                    open.location(),
                    page.port()));
        while (!stop.within(tick)) {
          timer.keepUp();
        }
      }
    }
    return 0;
  }

  /** When this process began, by the wall clock: what it needed to get ready counts as there. */
  private static Instant began(Clocks clocks) {
    return clocks.now().minusMillis(ManagementFactory.getRuntimeMXBean().getUptime());
  }

  /** Those that are named, else those whose telemetry is known. */
  private Schedules own(Schedules all, PipelineWork work, Progress progress) {
    if (!names.isEmpty()) {
      List<Schedule> named = names.stream().map(all::of).distinct().toList();
      named.forEach(work::check);
      return new Schedules(named);
    }
    List<Schedule> own = new ArrayList<>();
    for (Schedule schedule : all.all()) {
      try {
        work.check(schedule);
        own.add(schedule);
      } catch (WiresmithException e) {
        progress.line("left out: " + e.getMessage());
      }
    }
    if (own.isEmpty()) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "There is nothing to schedule: no schedule of %s names its telemetry. Name it by --telemetry, or by keys schedules.<name>.telemetry."
              .formatted(common.configFile()));
    }
    return new Schedules(own);
  }
}
