package io.wiresmith.onnx;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.util.Arrays;

/** Arithmetic on the sizes of axes. */
final class Shapes {
  /** More elements than this are refused: 64 Mi floats are 256 MiB. */
  private static final long MAXIMUM_ELEMENTS = 1L << 26;

  private Shapes() {}

  static long elements(long[] shape, String where) {
    long elements = 1;
    for (long size : shape) {
      if (size < 0 || size > MAXIMUM_ELEMENTS) {
        throw refused(shape, where);
      }
      elements *= size;
      if (elements > MAXIMUM_ELEMENTS) {
        throw refused(shape, where);
      }
    }
    return elements;
  }

  static String text(long[] shape) {
    return Arrays.toString(shape).replace(" ", "");
  }

  private static WiresmithException refused(long[] shape, String where) {
    return new WiresmithException(
        ErrorCode.INVALID_INPUT,
        "%s has shape %s; required are sizes of at least 0 and at most %d elements in all."
            .formatted(where, text(shape), MAXIMUM_ELEMENTS));
  }
}
