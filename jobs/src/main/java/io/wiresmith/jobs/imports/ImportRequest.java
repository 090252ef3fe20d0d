package io.wiresmith.jobs.imports;

import io.wiresmith.core.io.Json;
import io.wiresmith.core.io.Sha256;
import io.wiresmith.core.telemetry.Precision;
import io.wiresmith.core.telemetry.influx.InfluxConnection;
import io.wiresmith.core.telemetry.influx.MissingDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be imported.
 *
 * @param files files of line protocol, in order
 * @param precision unit of their timestamps
 * @param measurement the only one to take, if not all
 * @param connection to the database
 * @param missing what to do where there is none
 */
public record ImportRequest(
    List<Path> files,
    Precision precision,
    Optional<String> measurement,
    InfluxConnection connection,
    MissingDatabase missing) {
  /** Copies the files. */
  public ImportRequest {
    files = List.copyOf(files);
  }

  /** The name of its quarantine: the same for the same files and target. */
  String quarantineName() {
    Map<String, Object> all =
        Map.of(
            "files", files.stream().map(Sha256::of).toList(),
            "precision", precision.id(),
            "measurement", measurement.orElse(""),
            "target", connection.location().identity());
    return "import-" + Sha256.of(Json.line(all)).substring(0, 16);
  }
}
