package io.wiresmith.jobs.command;

import io.wiresmith.core.io.Secrets;
import io.wiresmith.jobs.config.SchedulerSettings;
import io.wiresmith.jobs.config.Settings;
import io.wiresmith.scheduler.ledger.RunLedger;
import io.wiresmith.scheduler.ledger.ScheduleMark;
import io.wiresmith.scheduler.schedule.Schedule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "schedule",
    description =
        "Look at schedules and switch them: schedule list, show, next, activate, deactivate, trigger.",
    subcommands = {
      ScheduleCommand.ListAll.class,
      ScheduleCommand.Show.class,
      ScheduleCommand.Next.class,
      ScheduleCommand.Activate.class,
      ScheduleCommand.Deactivate.class,
      TriggerCommand.class
    })
final class ScheduleCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();
  @Mixin private LedgerOption ledger = new LedgerOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    return list(common, ledger, spec);
  }

  @Command(name = "list", description = "All schedules, with their next firing.")
  static final class ListAll implements Callable<Integer> {
    @Mixin private Common common = new Common();
    @Mixin private LedgerOption ledger = new LedgerOption();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
      return list(common, ledger, spec);
    }
  }

  @Command(name = "show", description = "One schedule, with its next five firings.")
  static final class Show implements Callable<Integer> {
    @Mixin private Common common = new Common();
    @Mixin private LedgerOption ledger = new LedgerOption();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "<schedule>", description = "A schedule, or the model of one.")
    private String name = "";

    @Override
    public Integer call() {
      Settings settings = common.settings(Map.of());
      Schedule schedule = SchedulerSettings.schedules(settings).of(name);
      boolean active = active(schedule, mark(schedule, ledger.existing(common, settings)));
      List<Instant> next = next(schedule, Instant.now(), 5);
      Map<String, Object> json = json(schedule, active);
      json.put("next", next);
      common.print(
          spec.commandLine().getOut(),
          json,
          () -> described(schedule, active) + "\n" + table(schedule, next));
      return 0;
    }
  }

  @Command(name = "next", description = "The firings that come, in the schedule's zone and in UTC.")
  static final class Next implements Callable<Integer> {
    @Mixin private Common common = new Common();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "<schedule>", description = "A schedule, or the model of one.")
    private String name = "";

    @Option(
        names = "--after",
        paramLabel = "TIME",
        converter = Instants.class,
        description = "Firings after this (default: now).")
    private @Nullable Instant after;

    @Option(
        names = "--count",
        paramLabel = "N",
        defaultValue = "5",
        description = "How many (default ${DEFAULT-VALUE}).")
    private int count = 5;

    @Override
    public Integer call() {
      if (count < 1 || count > 10_000) {
        throw new ParameterException(
            spec.commandLine(), "--count is " + count + "; required: 1 to 10000.");
      }
      Schedule schedule = SchedulerSettings.schedules(common.settings(Map.of())).of(name);
      List<Instant> next = next(schedule, after == null ? Instant.now() : after, count);
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("schedule", schedule.name());
      json.put("cron", schedule.firings().cron().toString());
      json.put("zone", schedule.firings().zone().getId());
      json.put("next", next);
      common.print(spec.commandLine().getOut(), json, () -> table(schedule, next));
      return 0;
    }
  }

  @Command(name = "activate", description = "Let the windows of a schedule become due from now on.")
  static final class Activate implements Callable<Integer> {
    @Mixin private Switch change = new Switch();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
      return change.to(true, spec);
    }
  }

  @Command(name = "deactivate", description = "Let no windows of a schedule become due.")
  static final class Deactivate implements Callable<Integer> {
    @Mixin private Switch change = new Switch();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
      return change.to(false, spec);
    }
  }

  /** What activate and deactivate share. */
  static final class Switch {
    @Mixin private Common common = new Common();
    @Mixin private LedgerOption ledger = new LedgerOption();

    @Parameters(paramLabel = "<schedule>", description = "A schedule, or the model of one.")
    private String name = "";

    int to(boolean active, CommandSpec spec) {
      Settings settings = common.settings(Map.of());
      Schedule schedule = SchedulerSettings.schedules(settings).of(name);
      try (RunLedger open = ledger.open(common, settings)) {
        open.activate(schedule.name(), active, Instant.now());
        common.print(
            spec.commandLine().getOut(),
            json(schedule, active),
            () ->
                schedule.name()
                    + (active ? " is active" : " is not active")
                    + " in "
                    + open.location());
      }
      return 0;
    }
  }

  private static int list(Common common, LedgerOption ledger, CommandSpec spec) {
    Settings settings = common.settings(Map.of());
    List<Schedule> schedules = SchedulerSettings.schedules(settings).all();
    Optional<RunLedger> open = ledger.existing(common, settings);
    List<String> rows = new ArrayList<>();
    List<Map<String, Object>> json = new ArrayList<>();
    Instant now = Instant.now();
    for (Schedule schedule : schedules) {
      boolean active =
          open.flatMap(it -> it.schedule(schedule.name()))
              .map(ScheduleMark::active)
              .orElse(schedule.active());
      Map<String, Object> entry = json(schedule, active);
      entry.put("next", next(schedule, now, 1));
      json.add(entry);
      rows.add(row(schedule, active, now));
    }
    open.ifPresent(RunLedger::close);
    common.print(
        spec.commandLine().getOut(),
        Map.of("schedules", json),
        () ->
            rows.isEmpty()
                ? "No schedules. They are keys schedules.<name>.… of " + common.configFile()
                : String.join("\n", rows));
    return 0;
  }

  private static Optional<ScheduleMark> mark(Schedule schedule, Optional<RunLedger> ledger) {
    if (ledger.isEmpty()) {
      return Optional.empty();
    }
    try (RunLedger open = ledger.get()) {
      return open.schedule(schedule.name());
    }
  }

  private static boolean active(Schedule schedule, Optional<ScheduleMark> mark) {
    return mark.map(ScheduleMark::active).orElse(schedule.active());
  }

  private static List<Instant> next(Schedule schedule, Instant after, int count) {
    List<Instant> firings = new ArrayList<>();
    Optional<Instant> next = schedule.firings().after(after);
    while (next.isPresent() && firings.size() < count) {
      firings.add(next.get());
      next = schedule.firings().after(next.get());
    }
    return firings;
  }

  private static String row(Schedule schedule, boolean active, Instant now) {
    return "%-22s %-22s %-8s '%s' %s  next %s"
        .formatted(
            schedule.name(),
            schedule.model(),
            active ? "active" : "inactive",
            schedule.firings().cron(),
            schedule.firings().zone(),
            schedule.firings().after(now).map(Instant::toString).orElse("never"));
  }

  private static String described(Schedule schedule, boolean active) {
    return """
        schedule   %s
        model      %s
        active     %s
        cron       %s (%s)
        window     %s
        catch-up   %s
        telemetry  %s
        registry   %s
        next"""
        .formatted(
            schedule.name(),
            schedule.model(),
            active ? "yes" : "no",
            schedule.firings().cron(),
            schedule.firings().zone(),
            schedule.window(),
            schedule.catchUp().name().toLowerCase(Locale.ROOT),
            schedule.telemetry().map(Secrets::masked).orElse("-"),
            schedule.registry().map(Secrets::masked).orElse("-"));
  }

  private static String table(Schedule schedule, List<Instant> firings) {
    return firings.isEmpty()
        ? "It never fires again."
        : firings.stream()
            .map(it -> "  %s  %s".formatted(it, it.atZone(schedule.firings().zone())))
            .collect(Collectors.joining("\n"));
  }

  private static Map<String, Object> json(Schedule schedule, boolean active) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("schedule", schedule.name());
    json.put("model", schedule.model().id());
    json.put("cron", schedule.firings().cron().toString());
    json.put("zone", schedule.firings().zone().getId());
    json.put("window", schedule.window().toString());
    json.put("catch_up", schedule.catchUp().name().toLowerCase(Locale.ROOT));
    json.put("active", active);
    return json;
  }
}
