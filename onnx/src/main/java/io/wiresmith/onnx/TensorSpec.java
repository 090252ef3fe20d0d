package io.wiresmith.onnx;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.util.Arrays;
import java.util.List;

/**
 * What an input takes or an output gives.
 *
 * @param name the name in the graph
 * @param type the element type
 * @param dims for each axis a size ({@code "1"}) or a symbol ({@code "N"}) that may be any size,
 *     the same wherever it occurs
 * @param doc what it means, with its unit
 */
public record TensorSpec(String name, DataType type, List<String> dims, String doc) {
  /** Checks and copies. */
  public TensorSpec {
    dims = List.copyOf(dims);
    if (name.isBlank() || dims.stream().anyMatch(String::isBlank)) {
      throw new WiresmithException(
          ErrorCode.INTERNAL, "A tensor needs a name and dims, found '" + name + "' " + dims + ".");
    }
  }

  /** A spec with dims given as whole numbers and symbols, such as {@code "N", 1}. */
  public static TensorSpec of(String name, DataType type, String doc, Object... dims) {
    return new TensorSpec(name, type, Arrays.stream(dims).map(String::valueOf).toList(), doc);
  }

  /** A column {@code [N,1]}. */
  public static TensorSpec column(String name, DataType type, String doc) {
    return of(name, type, doc, "N", 1);
  }

  /** Whether an axis may have any size. */
  public boolean isSymbolic(int axis) {
    return !Character.isDigit(dims.get(axis).charAt(0));
  }

  /** The size of an axis that is not symbolic. */
  public long size(int axis) {
    return Long.parseLong(dims.get(axis));
  }

  /** The sizes of the axes, -1 where symbolic. */
  public long[] shape() {
    long[] shape = new long[dims.size()];
    for (int axis = 0; axis < shape.length; axis++) {
      shape[axis] = isSymbolic(axis) ? -1 : size(axis);
    }
    return shape;
  }

  /** Type and dims as in messages: {@code FP32 [N,1]}. */
  public String describe() {
    return type + " [" + String.join(",", dims) + "]";
  }
}
