package io.wiresmith.jobs.command;

import io.wiresmith.core.PlainText;
import io.wiresmith.jobs.config.SchedulerSettings;
import io.wiresmith.jobs.config.Settings;
import io.wiresmith.jobs.doctor.Doctor;
import io.wiresmith.jobs.doctor.Examined;
import io.wiresmith.jobs.doctor.Finding;
import io.wiresmith.jobs.doctor.Health;
import io.wiresmith.scheduler.schedule.Schedule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "doctor",
    description = {
      "Look whether this machine and what it is configured to use are fit for work.",
      "Each line says what was found, and what to do where it is not good. Exit code 1 if anything failed."
    })
final class DoctorCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();
  @Mixin private LedgerOption ledger = new LedgerOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--telemetry",
      paramLabel = "URI",
      description = "Telemetry to look at too; may be repeated (default: that of the schedules).")
  private List<String> telemetry = new ArrayList<>();

  @Option(
      names = "--registry",
      paramLabel = "DIR|URL",
      description = "Registry to look at (default MLFLOW_TRACKING_URI, else those of schedules).")
  private @Nullable String registry;

  @Option(
      names = "--master",
      paramLabel = "M",
      description = "Spark master to look at (default WIRESMITH_MASTER, else local[*]).")
  private @Nullable String master;

  @Option(
      names = "--port",
      paramLabel = "P",
      defaultValue = "8080,8095",
      split = ",",
      description = "Ports that shall be free (default ${DEFAULT-VALUE}: serve and scheduler).")
  private List<Integer> ports = new ArrayList<>();

  @Override
  public Integer call() {
    List<Finding> findings = Doctor.of(examined()).examine(finding -> {});
    boolean healthy = findings.stream().noneMatch(it -> it.health() == Health.FAILED);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("healthy", healthy);
    json.put("checks", findings.stream().map(DoctorCommand::json).toList());
    common.print(
        spec.commandLine().getOut(),
        json,
        () -> findings.stream().map(DoctorCommand::line).collect(Collectors.joining("\n")));
    return healthy ? 0 : 1;
  }

  private Examined examined() {
    Settings settings = common.settings(Map.of());
    List<Schedule> schedules = SchedulerSettings.schedules(settings).all();
    List<String> sources = new ArrayList<>(telemetry);
    schedules.forEach(schedule -> schedule.telemetry().ifPresent(sources::add));
    Optional<String> place =
        Optional.ofNullable(registry)
            .or(() -> Common.variable("MLFLOW_TRACKING_URI"))
            .or(() -> schedules.stream().flatMap(it -> it.registry().stream()).findFirst());
    String spark =
        Optional.ofNullable(master)
            .or(() -> Common.variable("WIRESMITH_MASTER"))
            .orElse("local[*]");
    return new Examined(
        settings,
        System.getenv(),
        common.workspace(),
        sources.stream().distinct().toList(),
        place,
        ledger.location(common, settings),
        spark,
        ports);
  }

  private static Map<String, Object> json(Finding finding) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", finding.name());
    json.put("state", finding.health().id());
    json.put("found", finding.found());
    json.put("remedy", finding.remedy());
    return json;
  }

  private static String line(Finding finding) {
    String line =
        "%-8s %-25s %s"
            .formatted(finding.health().id(), finding.name(), PlainText.line(finding.found()));
    return finding.remedy().isEmpty()
        ? line
        : line + "\n%-34s -> %s".formatted("", finding.remedy());
  }
}
