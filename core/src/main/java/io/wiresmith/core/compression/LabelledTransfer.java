package io.wiresmith.core.compression;

/**
 * The columns that labelling adds to the telemetry of a transfer. A labelled dataset has: {@code
 * time_ns} (long), the tags (string), the numeric fields (double, NaN where missing), {@code
 * algorithm} (string, empty where missing), {@link Codec#costColumn} for each codec, and these.
 */
public final class LabelledTransfer {
  /** Nanoseconds since 1970-01-01T00:00:00Z, the time of the point. */
  public static final String TIME_NS = "time_ns";

  /** The cheapest codec; ties go to the first in the order of {@link Codec}. */
  public static final String LABEL = "label";

  /** Second best cost divided by the best, minus 1; 0 is a tie. */
  public static final String MARGIN = "margin";

  /** Whether the two best costs are equal (boolean). */
  public static final String TIE = "tie";

  /** The factor on compression time that was used. */
  public static final String CPU_PENALTY = "cpu_penalty";

  /** The network mode whose penalty profile was used: datacenter, wan or hybrid. */
  public static final String NETWORK_MODE = "network_mode";

  private LabelledTransfer() {}
}
