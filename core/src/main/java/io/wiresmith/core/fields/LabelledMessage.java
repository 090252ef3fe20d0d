package io.wiresmith.core.fields;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A message and its true fields. Immutable.
 *
 * @param bytes at least one
 * @param fields in order, covering every byte once, see {@link FieldList#covering}
 * @param protocol its protocol, or the empty text
 * @param capture the file it was captured in: what is learned and what judges is divided by it
 * @param frame its number there
 */
@SuppressWarnings("ArrayRecordComponent") // equals, hashCode and accessors are written for arrays
public record LabelledMessage(
    byte[] bytes, List<Field> fields, String protocol, String capture, long frame) {
  /**
   * Checks and copies.
   *
   * @throws WiresmithException {@code INVALID_INPUT} if the message is empty or the fields do not
   *     cover it
   */
  public LabelledMessage {
    bytes = bytes.clone();
    fields = List.copyOf(fields);
    if (bytes.length == 0) {
      throw new WiresmithException(
          ErrorCode.INVALID_INPUT, "Frame %d of %s is empty.".formatted(frame, capture));
    }
    if (!FieldList.covering(bytes.length, fields).equals(fields)) {
      throw new WiresmithException(
          ErrorCode.INVALID_INPUT,
          "The fields %s of frame %d of %s do not cover its %d bytes in order."
              .formatted(FieldList.text(fields), frame, capture, bytes.length));
    }
  }

  @Override
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Number of bytes. */
  public int length() {
    return bytes.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LabelledMessage that
        && Arrays.equals(bytes, that.bytes)
        && fields.equals(that.fields)
        && protocol.equals(that.protocol)
        && capture.equals(that.capture)
        && frame == that.frame;
  }

  @Override
  public int hashCode() {
    return Objects.hash(Arrays.hashCode(bytes), fields, protocol, capture, frame);
  }

  @Override
  public String toString() {
    return "frame %d of %s (%s, %d bytes)".formatted(frame, capture, protocol, bytes.length);
  }
}
