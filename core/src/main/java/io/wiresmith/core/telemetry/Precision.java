package io.wiresmith.core.telemetry;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.util.Locale;

/** The unit of the timestamps in a line protocol file. */
public enum Precision {
  NS(1L),
  US(1_000L),
  MS(1_000_000L),
  S(1_000_000_000L);

  private final long nanos;

  Precision(long nanos) {
    this.nanos = nanos;
  }

  /** Nanoseconds in one unit. */
  public long nanos() {
    return nanos;
  }

  /** The name on the command line: ns, us, ms or s. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The precision of that name.
   *
   * @throws WiresmithException {@code USAGE} with the known names, if there is none
   */
  public static Precision of(String id) {
    for (Precision precision : values()) {
      if (precision.id().equals(id)) {
        return precision;
      }
    }
    throw new WiresmithException(
        ErrorCode.USAGE, "Unknown precision '" + id + "'. Write ns, us, ms or s.");
  }
}
