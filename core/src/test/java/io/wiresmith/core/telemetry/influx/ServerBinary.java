package io.wiresmith.core.telemetry.influx;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * Finds a server's binary by {@code bin/lib/influxd}. {@code WIRESMITH_REQUIRE_SERVERS} lists the
 * versions that must be there, and no others are run; without it, all in CI, and elsewhere those
 * that cost no build.
 */
final class ServerBinary {
  private static final String SCRIPT = "bin/lib/influxd";

  private ServerBinary() {}

  static Path of(InfluxRelease release) {
    String asked = Optional.ofNullable(System.getenv("WIRESMITH_REQUIRE_SERVERS")).orElse("");
    boolean ci = !Optional.ofNullable(System.getenv("CI")).orElse("").isEmpty();
    boolean required =
        asked.isBlank()
            ? ci
            : Arrays.asList(asked.strip().split("[ ,]+")).contains(release.version());
    if (!required && !asked.isBlank()) {
      return skip(release, "WIRESMITH_REQUIRE_SERVERS is '" + asked + "'; bin/test --flux runs it");
    }
    boolean download = required || release == InfluxRelease.V1_6;
    List<String> command = new ArrayList<>(List.of("bash", root().resolve(SCRIPT).toString()));
    if (!download) {
      command.add("--ready");
    }
    command.add(release.version());
    Commands.Outcome attempt = Commands.attempt(command);
    if (attempt.exit() == 0) {
      return Path.of(attempt.out().strip());
    }
    if (!required) {
      return skip(release, attempt.err());
    }
    throw new AssertionError(
        "InfluxDB %s must run in these tests and cannot be had. Try: %s %s%n%s"
            .formatted(release.version(), SCRIPT, release.version(), attempt.err()));
  }

  private static Path skip(InfluxRelease release, String why) {
    String line = "SKIPPED: tests with InfluxDB " + release.version() + ". " + why.strip();
    System.err.println(line);
    return Assumptions.abort(line);
  }

  /** The checkout: property {@code wiresmith.root}, or the directory above that has the script. */
  private static Path root() {
    Path here = Path.of(System.getProperty("wiresmith.root", "")).toAbsolutePath();
    for (Path place = here; place != null; place = place.getParent()) {
      if (Files.exists(place.resolve(SCRIPT))) {
        return place;
      }
    }
    throw new AssertionError("No " + SCRIPT + " in " + here + " and above; set wiresmith.root.");
  }
}
