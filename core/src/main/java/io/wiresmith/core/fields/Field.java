package io.wiresmith.core.fields;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;

/**
 * A run of bytes that means one thing.
 *
 * @param start its first byte, from 0
 * @param end the first byte after it
 * @param type what it holds
 */
public record Field(int start, int end, FieldType type) {
  /** Checks that the field holds a byte. */
  public Field {
    if (start < 0 || end <= start) {
      throw new WiresmithException(
          ErrorCode.INVALID_INPUT,
          "A field goes from byte %d to %d; required is 0 <= start < end (the end is exclusive)."
              .formatted(start, end));
    }
  }

  /** Bytes of it. */
  public int length() {
    return end - start;
  }
}
