package io.wiresmith.core.bandwidth;

/**
 * The columns that labelling adds to the telemetry of links. A labelled dataset has: {@code
 * time_ns} (long), the tags (string; {@code mode} never empty), the numeric fields (double, NaN
 * where missing), and these. A window is the rows of one link and segment at consecutive positions.
 */
public final class LabelledLink {
  /** Nanoseconds since 1970-01-01T00:00:00Z, the time of the point. */
  public static final String TIME_NS = "time_ns";

  /** Number of the part of the link between two cuts, from 0. */
  public static final String SEGMENT = "segment";

  /** Steps since the segment's first row; a missing number is a step that was not measured. */
  public static final String POSITION = "position";

  /** The link's step, seconds. */
  public static final String STEP_SECONDS = "step_seconds";

  /** The throughput at the next position, NaN where it was not measured. */
  public static final String NEXT_MBPS = "next_mbps";

  /** The {@link io.wiresmith.core.dataset.DatasetPart} of the link. */
  public static final String PART = "part";

  private LabelledLink() {}
}
