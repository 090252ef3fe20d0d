package io.wiresmith.onnx;

import java.util.Objects;
import java.util.Optional;

/** Compares tensors element by element. */
public final class TensorDifference {
  private TensorDifference() {}

  /**
   * The first difference in words, if there is one. Type and shape must be equal; floating-point
   * elements may differ by {@code tolerance * (1 + |expected|)}, NaN equals NaN and an infinity
   * itself; all else is compared exactly.
   */
  public static Optional<String> find(Tensor expected, Tensor found, double tolerance) {
    if (!expected.describe().equals(found.describe())) {
      return Optional.of("is " + found.describe() + ", expected is " + expected.describe());
    }
    for (int i = 0; i < expected.size(); i++) {
      Object want = element(expected, i);
      Object have = element(found, i);
      if (!close(want, have, tolerance)) {
        return Optional.of(
            "[%d] is %s, expected is %s (tolerance %s)".formatted(i, have, want, tolerance));
      }
    }
    return Optional.empty();
  }

  private static boolean close(Object want, Object have, double tolerance) {
    if (Objects.equals(want, have)) {
      return true;
    }
    if (want instanceof Long || !(want instanceof Number expected)) {
      return false;
    }
    double allowed = tolerance * (1 + Math.abs(expected.doubleValue()));
    double difference = Math.abs(expected.doubleValue() - ((Number) have).doubleValue());
    return Double.isFinite(allowed) && difference <= allowed;
  }

  private static Object element(Tensor tensor, int index) {
    Object data = tensor.sharedData();
    return switch (tensor.type()) {
      case FP32 -> ((float[]) data)[index];
      case FP64 -> ((double[]) data)[index];
      case INT64 -> ((long[]) data)[index];
      case INT32 -> (long) ((int[]) data)[index];
      case UINT8 -> (long) ((byte[]) data)[index] & 0xff;
      case BOOL -> ((boolean[]) data)[index];
      case BYTES -> ((String[]) data)[index];
    };
  }
}
