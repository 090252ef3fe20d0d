package io.wiresmith.core.fields;

/**
 * The columns of the labelled dataset of messages: {@code time_ns} (long), the tags, {@code hex}
 * and {@code fields} as in {@link MessageTelemetry} (string), and the part.
 */
public final class LabelledCapture {
  /** Nanoseconds since 1970-01-01T00:00:00Z; messages without a time lie in 1970. */
  public static final String TIME_NS = "time_ns";

  /** The {@link io.wiresmith.core.dataset.DatasetPart} of the message's capture. */
  public static final String PART = "part";

  private LabelledCapture() {}
}
