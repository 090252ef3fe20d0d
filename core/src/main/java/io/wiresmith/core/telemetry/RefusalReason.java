package io.wiresmith.core.telemetry;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.util.Locale;

/** Why a row of telemetry is refused. */
public enum RefusalReason {
  /** The line is no line protocol. */
  GRAMMAR,
  /** A required field or the timestamp is missing. */
  MISSING_FIELD,
  /** A field holds another type than it should. */
  TYPE,
  /** A number lies outside of what its field or its type can hold. */
  RANGE,
  /** A number is NaN or infinite. */
  NOT_FINITE,
  /** A later row of the same key has another value. */
  DUPLICATE,
  /** The time lies after the end of what was asked for, or after now. */
  FUTURE,
  /** The server that a point was written to does not take it. */
  SERVER;

  /** The name in tables and files, such as {@code missing field}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** The reason of that name. */
  public static RefusalReason of(String id) {
    for (RefusalReason reason : values()) {
      if (reason.id().equals(id)) {
        return reason;
      }
    }
    throw new WiresmithException(ErrorCode.INTERNAL, "Unknown reason '" + id + "'.");
  }
}
