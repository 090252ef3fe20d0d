package io.wiresmith.core.bandwidth;

import io.wiresmith.core.telemetry.FieldSpec;
import java.util.List;

/**
 * The telemetry measurement {@code link_throughput}: one point for each step of a link, at the time
 * at which the step ended.
 */
public final class LinkTelemetry {
  public static final String MEASUREMENT = "link_throughput";

  public static final String LINK = "link";
  public static final String SOURCE = "source";
  public static final String MODE = "mode";

  /**
   * All tags; a missing one is the empty text. A link is told by {@code source} and {@code link}.
   */
  public static final List<String> TAGS = List.of(LINK, MODE, SOURCE);

  public static final String THROUGHPUT_MBPS = "throughput_mbps";
  public static final String RTT_MS = "rtt_ms";
  public static final String JITTER_MS = "jitter_ms";
  public static final String LOSS_RATIO = "loss_ratio";

  /** The greatest throughput that is believed. */
  public static final double MOST_MBPS = 10_000_000;

  /** The numeric fields, in a fixed order. */
  public static final List<FieldSpec> FIELDS =
      List.of(
          FieldSpec.required(THROUGHPUT_MBPS, "Mbit/s", 0, MOST_MBPS),
          FieldSpec.optional(RTT_MS, "ms", 0, 600_000),
          FieldSpec.optional(JITTER_MS, "ms", 0, 600_000),
          FieldSpec.optional(LOSS_RATIO, "", 0, 1));

  private LinkTelemetry() {}
}
