package io.wiresmith.jobs.doctor;

import io.wiresmith.core.ModelId;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.Secrets;
import io.wiresmith.core.telemetry.influx.InfluxConnection;
import io.wiresmith.core.telemetry.influx.InfluxLocation;
import io.wiresmith.jobs.cluster.Master;
import io.wiresmith.jobs.config.NotificationSettings;
import io.wiresmith.registry.location.Registries;
import io.wiresmith.scheduler.ledger.SqlLedger;
import io.wiresmith.scheduler.notification.EventSink;
import io.wiresmith.scheduler.notification.FileSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is configured or named: telemetry, registry, ledger, Spark, clock, sinks. */
final class ServiceChecks {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String NOTIFICATIONS =
      "Mend the keys notifications.…, see docs/reference/scheduler.md";

  private ServiceChecks() {}

  static List<Check> of(Examined examined) {
    List<Check> checks = new ArrayList<>();
    for (String telemetry : examined.telemetry()) {
      checks.add(
          new Check(
              "telemetry",
              "Start the server, or name other telemetry; credentials come by WIRESMITH_INFLUX_TOKEN, or WIRESMITH_INFLUX_USER and WIRESMITH_INFLUX_PASSWORD.",
              () -> telemetry(telemetry)));
    }
    examined
        .registry()
        .ifPresent(
            registry ->
                checks.add(
                    new Check(
                        "registry",
                        "Start the server (bin/wiresmith mlflow up), or name another by --registry.",
                        () -> registry(registry))));
    checks.add(
        new Check(
            "ledger",
            "Start the database, or name another ledger by --ledger.",
            () -> ledger(examined)));
    checks.add(new Check("spark master", master(), () -> master(examined.master())));
    servers(examined)
        .forEach(
            server ->
                checks.add(
                    new Check(
                        "clock",
                        "Is the server up? The clock is compared with its header Date.",
                        () -> ClockCheck.against(server))));
    checks.add(new Check("notifications", NOTIFICATIONS, () -> notifications(examined)));
    return checks;
  }

  private static String master() {
    return "Start the cluster, or name another by WIRESMITH_MASTER.";
  }

  /** Every server that tells the time. */
  private static List<String> servers(Examined examined) {
    List<String> servers = new ArrayList<>();
    examined.registry().filter(Registries::isServer).map(Secrets::masked).ifPresent(servers::add);
    examined.telemetry().stream()
        .filter(InfluxLocation::matches)
        .flatMap(ServiceChecks::ping)
        .forEach(servers::add);
    return servers.stream().distinct().toList();
  }

  /** Of what is written wrongly none: its own check tells. */
  private static Stream<String> ping(String telemetry) {
    try {
      return Stream.of(InfluxLocation.parse(telemetry).server() + "/ping");
    } catch (WiresmithException e) {
      return Stream.empty();
    }
  }

  private static Finding telemetry(String telemetry) {
    if (InfluxLocation.matches(telemetry)) {
      InfluxLocation location = InfluxLocation.parse(telemetry);
      String version = InfluxConnection.to(location).version();
      return Finding.ok("telemetry", "InfluxDB " + version + " answers at " + location);
    }
    String shown = Secrets.masked(telemetry);
    return Files.isReadable(Path.of(telemetry))
        ? Finding.ok("telemetry", shown + " can be read")
        : Finding.failed(
            "telemetry", shown + " is not there, or cannot be read", "Name other telemetry.");
  }

  private static Finding registry(String registry) throws IOException {
    boolean server = Registries.isServer(registry);
    ModelKey any = ModelKey.of(ModelId.COMPRESSION);
    int aliases = Registries.openToPoll(registry, PATIENCE).aliases(any).size();
    return server
        ? Finding.ok("registry", "MLflow answers at %s".formatted(registry))
        : writable(registry, aliases);
  }

  private static Finding writable(String directory, int aliases) throws IOException {
    Finding disk =
        MachineChecks.disk("registry", Path.of(directory.replaceFirst("^file:(//)?", "")));
    return disk.health() == Health.FAILED
        ? disk
        : new Finding(
            "registry",
            disk.health(),
            "%s (%d aliases of compression)".formatted(disk.found(), aliases),
            disk.remedy());
  }

  private static Finding ledger(Examined examined) throws IOException {
    String ledger = examined.ledger();
    return SqlLedger.version(ledger, examined.environment())
        .map(version -> Finding.ok("ledger", "%s, version %s".formatted(ledger, version)))
        .orElseGet(() -> Finding.ok("ledger", ledger + " is not made yet; the first use makes it"));
  }

  static Finding master(String master) {
    return new Master(master)
        .silence()
        .map(why -> Finding.failed("spark master", master + " does not answer: " + why, master()))
        .orElseGet(() -> Finding.ok("spark master", master));
  }

  private static Finding notifications(Examined examined) {
    List<EventSink> sinks = NotificationSettings.sinks(examined.settings(), examined.environment());
    for (EventSink sink : sinks) {
      if (sink instanceof FileSink file && !MachineChecks.appendable(file.file())) {
        return Finding.failed(
            "notifications", sink.place() + " is no file that can be written", NOTIFICATIONS);
      }
    }
    return Finding.ok(
        "notifications",
        sinks.isEmpty()
            ? "nobody is told of events"
            : sinks.stream().map(EventSink::place).collect(Collectors.joining(", ")));
  }
}
