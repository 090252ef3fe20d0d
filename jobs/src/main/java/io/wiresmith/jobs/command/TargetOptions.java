package io.wiresmith.jobs.command;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.telemetry.influx.InfluxConnection;
import io.wiresmith.core.telemetry.influx.InfluxLocation;
import io.wiresmith.core.telemetry.influx.MissingDatabase;
import picocli.CommandLine.Option;

/** The options of verbs that write to a database. */
final class TargetOptions {
  @Option(
      names = "--create",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Whether to make a database or bucket that is missing (default: --create).")
  private boolean create = true;

  /** What to do where there is no such database. */
  MissingDatabase missing() {
    return create ? MissingDatabase.CREATE : MissingDatabase.REFUSE;
  }

  /**
   * A connection with the credentials of the environment.
   *
   * @throws WiresmithException {@code USAGE} for anything but a database's URI
   */
  static InfluxConnection connection(String uri) {
    if (!InfluxLocation.matches(uri)) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "--to "
              + uri
              + " is no database. Write influxdb+http(s)://host:port/<database>, or"
              + " …/<organisation>/<bucket> of 2.x.");
    }
    return InfluxConnection.to(InfluxLocation.parse(uri));
  }
}
