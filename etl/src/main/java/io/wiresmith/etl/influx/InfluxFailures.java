package io.wiresmith.etl.influx;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.NearestName;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.telemetry.FieldKind;
import io.wiresmith.core.telemetry.influx.InfluxLocation;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a read can end with, in sentences with a remedy. */
final class InfluxFailures {
  private InfluxFailures() {}

  static WiresmithException wrongType(String origin, String why) {
    return new WiresmithException(
        ErrorCode.UNREADABLE_DATA,
        origin
            + ": "
            + why
            + ". Leave the column out, give a schema that holds it, or read the column _reason: then"
            + " such a row is kept as a refused one.");
  }

  static WiresmithException unknownMeasurement(
      InfluxLocation location, String name, List<String> known) {
    String there =
        known.isEmpty()
            ? "There are none."
            : "There are "
                + String.join(", ", known.subList(0, Math.min(10, known.size())))
                + (known.size() > 10 ? " and " + (known.size() - 10) + " more." : ".");
    return new WiresmithException(
        ErrorCode.NOT_FOUND,
        "%s has no measurement '%s'. %s%s"
            .formatted(location, name, there, NearestName.hint(name, known)));
  }

  static WiresmithException lost(String origin, String differences) {
    return new WiresmithException(
        ErrorCode.UNREADABLE_DATA,
        origin
            + ": the server counts other values than it gave, twice the same: "
            + differences
            + ". Nothing was kept. A field whose type changed within a shard does this (SHOW FIELD"
            + " KEYS names two types); else look into the server's log.");
  }

  static WiresmithException retyped(String origin, String field, Set<FieldKind> kinds) {
    return new WiresmithException(
        ErrorCode.DEPENDENCY_DOWN,
        "%s: while it was read, field '%s' got another type: %s. Try again."
            .formatted(origin, field, kinds.toString().toLowerCase(Locale.ROOT)));
  }

  static WiresmithException moving(String origin, String differences) {
    return new WiresmithException(
        ErrorCode.DEPENDENCY_DOWN,
        origin
            + " is still being written to: "
            + differences
            + ". Try again later, or end the window earlier (telemetry.influx.watermark-lag).");
  }
}
