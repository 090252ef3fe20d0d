package io.wiresmith.jobs.schedule;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.io.Secrets;
import io.wiresmith.core.run.Workspace;
import io.wiresmith.core.telemetry.influx.InfluxLocation;
import io.wiresmith.jobs.config.NotificationSettings;
import io.wiresmith.jobs.config.Settings;
import io.wiresmith.jobs.pipeline.CodeRevision;
import io.wiresmith.jobs.pipeline.Job;
import io.wiresmith.jobs.pipeline.Progress;
import io.wiresmith.jobs.pipeline.RunIdentity;
import io.wiresmith.jobs.pipeline.RunRequest;
import io.wiresmith.jobs.pipeline.Sparks;
import io.wiresmith.jobs.pipeline.TelemetryInput;
import io.wiresmith.scheduler.execution.RunCommand;
import io.wiresmith.scheduler.execution.WindowWork;
import io.wiresmith.scheduler.ledger.WindowKey;
import io.wiresmith.scheduler.ledger.WorkDigest;
import io.wiresmith.scheduler.schedule.Schedule;
import io.wiresmith.scheduler.schedule.Schedules;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A window is done by {@code bin/wiresmith run} on the telemetry before its firing. */
public final class PipelineWork implements WindowWork {
  private final Schedules schedules;
  private final Places places;
  private final Settings settings;
  private final Progress progress;

  /**
   * Where things are, and what is the same for all windows.
   *
   * @param workspace of the runs
   * @param configFile the configuration file
   * @param flags configuration keys set on the command line
   * @param telemetry the telemetry, where it is not the schedule's
   * @param registry the registry, where it is not the schedule's
   */
  public record Places(
      Workspace workspace,
      String configFile,
      Map<String, String> flags,
      Optional<String> telemetry,
      Optional<String> registry) {
    /** Copies the flags that a run's process needs: who hears of it is not its business. */
    public Places {
      flags =
          flags.entrySet().stream()
              .filter(flag -> !flag.getKey().startsWith(NotificationSettings.PREFIX))
              .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }
  }

  /** The work of those schedules under that configuration. */
  public PipelineWork(Schedules schedules, Places places, Settings settings, Progress progress) {
    this.schedules = schedules;
    this.places = places;
    this.settings = settings;
    this.progress = progress;
  }

  /**
   * Checks that a schedule's windows can be run.
   *
   * @throws WiresmithException {@code USAGE} if nobody said where the telemetry is, or a database's
   *     location is wrong, such as by a password in it
   */
  public void check(Schedule schedule) {
    String telemetry = telemetry(schedule);
    if (InfluxLocation.matches(telemetry)) {
      InfluxLocation.parse(telemetry);
    }
  }

  @Override
  public WorkDigest digest(WindowKey key) {
    Job job =
        new Job(
            key.model(),
            places.workspace(),
            settings,
            CodeRevision.current(),
            Sparks.local("local[1]"),
            Clock.systemUTC(),
            progress);
    RunIdentity identity = RunIdentity.of(job, request(key));
    return new WorkDigest(
        identity.key().value(), identity.inputs(), identity.config(), identity.code());
  }

  @Override
  public Instant completeAt(WindowKey key) {
    return TelemetryInput.of(telemetry(schedules.of(key.schedule())))
        .completeAt(settings, key.window().until());
  }

  @Override
  public RunCommand command(WindowKey key, WorkDigest work) {
    RunRequest request = request(key);
    Path workspace = workspace();
    Path local = places.workspace().local().toAbsolutePath().normalize();
    List<String> words = new ArrayList<>(request.command());
    words.set(0, Path.of(System.getProperty("wiresmith.home", "."), "bin", "wiresmith").toString());
    words.addAll(List.of("--workspace", workspace.toString(), "-o", "json"));
    Map<String, String> references = new TreeMap<>(references(key));
    references.put("command", String.join(" ", request.command()));
    return new RunCommand(
        words, references, workspace.resolve("runs").resolve(work.key()), local.resolve("logs"));
  }

  @Override
  public Map<String, String> references(WindowKey key) {
    Map<String, String> references = new TreeMap<>(Map.of("workspace", workspace().toString()));
    if (known(schedules.of(key.schedule())).isPresent()) {
      RunRequest request = request(key);
      references.put("telemetry", Secrets.masked(request.telemetry()));
      references.put("registry", Secrets.masked(request.registry()));
      references.put("config", request.configFile());
      references.put("flags", Json.line(new TreeMap<>(request.flags())));
    }
    return references;
  }

  private Path workspace() {
    return places.workspace().root().toAbsolutePath().normalize();
  }

  private RunRequest request(WindowKey key) {
    Schedule schedule = schedules.of(key.schedule());
    return RunRequest.pinned(
        new RunRequest(
            key.model(),
            telemetry(schedule),
            registry(schedule),
            Optional.of(Duration.between(key.window().from(), key.window().until())),
            Optional.of(key.window().until()),
            places.configFile(),
            places.flags()),
        key.window().until());
  }

  private Optional<String> known(Schedule schedule) {
    return places.telemetry().or(schedule::telemetry);
  }

  private String telemetry(Schedule schedule) {
    return known(schedule)
        .orElseThrow(
            () ->
                new WiresmithException(
                    ErrorCode.USAGE,
                    "Nobody says where the telemetry of schedule '%s' is. Name it by --telemetry, or by the key schedules.%s.telemetry."
                        .formatted(schedule.name(), schedule.name())));
  }

  private String registry(Schedule schedule) {
    return places
        .registry()
        .or(schedule::registry)
        .or(() -> Optional.ofNullable(System.getenv("MLFLOW_TRACKING_URI")))
        .filter(it -> !it.isBlank())
        .orElse("registry");
  }
}
