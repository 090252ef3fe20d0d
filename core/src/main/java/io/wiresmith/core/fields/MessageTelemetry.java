package io.wiresmith.core.fields;

import java.util.List;

/**
 * The telemetry measurement {@code labelled_message}: one point for each captured message whose
 * fields are known. It may have no time: then it lies in 1970, its frame's number in microseconds
 * after the beginning.
 */
public final class MessageTelemetry {
  public static final String MEASUREMENT = "labelled_message";

  /** The file that the message was captured in. */
  public static final String CAPTURE = "capture";

  /** Number of the message in its capture. */
  public static final String FRAME = "frame";

  /** The protocol; may be missing. */
  public static final String PROTOCOL = "protocol";

  /**
   * The first {@value #MESSAGE_DIGITS} digits of the SHA-256 of its bytes: a frame may carry
   * several messages.
   */
  public static final String MESSAGE = "message";

  /** Digits of {@link #MESSAGE}. */
  public static final int MESSAGE_DIGITS = 16;

  /** All tags; together they tell a message. */
  public static final List<String> TAGS = List.of(CAPTURE, FRAME, MESSAGE, PROTOCOL);

  /** The bytes, two hexadecimal digits each. */
  public static final String HEX = "hex";

  /** The fields, see {@link FieldList#text}. */
  public static final String FIELDS = "fields";

  /** All text fields, in a fixed order. */
  public static final List<String> TEXTS = List.of(HEX, FIELDS);

  /** The greatest message that is believed: the most bytes that UDP carries over IPv4. */
  public static final int MOST_BYTES = 65_507;

  /** The longest message that is learned from. */
  public static final int MOST_LEARNED_BYTES = 1_500;

  private MessageTelemetry() {}
}
