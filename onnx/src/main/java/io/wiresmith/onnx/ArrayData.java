package io.wiresmith.onnx;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Objects;

/** The seven kinds of array that a tensor may hold. */
final class ArrayData {
  private ArrayData() {}

  static DataType type(Object array) {
    if (array instanceof float[]) {
      return DataType.FP32;
    } else if (array instanceof double[]) {
      return DataType.FP64;
    } else if (array instanceof long[]) {
      return DataType.INT64;
    } else if (array instanceof int[]) {
      return DataType.INT32;
    } else if (array instanceof byte[]) {
      return DataType.UINT8;
    } else if (array instanceof boolean[]) {
      return DataType.BOOL;
    } else if (array instanceof String[]) {
      return DataType.BYTES;
    }
    throw new WiresmithException(
        ErrorCode.INTERNAL, "No tensor can hold a " + array.getClass().getTypeName() + ".");
  }

  static int length(Object array) {
    return array instanceof float[] floats ? floats.length : Array.getLength(array);
  }

  /** A copy; texts must not be null. */
  static Object copy(Object array) {
    return switch (type(array)) {
      case FP32 -> ((float[]) array).clone();
      case FP64 -> ((double[]) array).clone();
      case INT64 -> ((long[]) array).clone();
      case INT32 -> ((int[]) array).clone();
      case UINT8 -> ((byte[]) array).clone();
      case BOOL -> ((boolean[]) array).clone();
      case BYTES -> copyTexts((String[]) array);
    };
  }

  static int hash(Object array) {
    return Arrays.deepHashCode(new Object[] {array});
  }

  private static String[] copyTexts(String[] texts) {
    for (String text : texts) {
      Objects.requireNonNull(text, "A tensor of text holds no null; a missing text is \"\".");
    }
    return texts.clone();
  }
}
