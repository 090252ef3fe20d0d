package io.wiresmith.onnx;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Puts tensors below each other along their first axis, and takes them apart again. */
public final class TensorRows {
  private TensorRows() {}

  /**
   * One tensor with the rows of all, in order.
   *
   * @param parts at least one; of one name, one type and one shape behind the first axis
   * @throws WiresmithException {@code INVALID_INPUT} if they do not fit together
   */
  public static Tensor joined(List<Tensor> parts) {
    Tensor first = parts.get(0);
    int size = 0;
    long rows = 0;
    for (Tensor part : parts) {
      requireLike(first, part);
      size += part.size();
      rows += part.rows();
    }
    Object all = Array.newInstance(first.sharedData().getClass().getComponentType(), size);
    int at = 0;
    for (Tensor part : parts) {
      System.arraycopy(part.sharedData(), 0, all, at, part.size());
      at += part.size();
    }
    return new Tensor(first.name(), first.type(), withRows(first, rows), all);
  }

  /**
   * So many rows at a time.
   *
   * @param rows how many in each part; together those of the whole
   * @throws WiresmithException {@code INVALID_INPUT} if they are not
   */
  public static List<Tensor> split(Tensor whole, List<Integer> rows) {
    if (whole.rank() == 0 || rows.stream().mapToInt(it -> it).sum() != whole.rows()) {
      throw new WiresmithException(
          ErrorCode.INVALID_INPUT,
          "Tensor '%s' is %s and cannot be split into %s rows."
              .formatted(whole.name(), whole.describe(), rows));
    }
    int width = whole.rows() == 0 ? 0 : whole.size() / whole.rows();
    List<Tensor> parts = new ArrayList<>();
    int at = 0;
    for (int count : rows) {
      Object data =
          Array.newInstance(whole.sharedData().getClass().getComponentType(), count * width);
      System.arraycopy(whole.sharedData(), at, data, 0, count * width);
      at += count * width;
      parts.add(new Tensor(whole.name(), whole.type(), withRows(whole, count), data));
    }
    return parts;
  }

  private static void requireLike(Tensor first, Tensor part) {
    boolean fits =
        part.rank() > 0
            && part.name().equals(first.name())
            && part.type() == first.type()
            && Arrays.equals(withRows(first, 0), withRows(part, 0));
    if (!fits) {
      throw new WiresmithException(
          ErrorCode.INVALID_INPUT,
          "Tensor '%s' %s does not fit below '%s' %s."
              .formatted(part.name(), part.describe(), first.name(), first.describe()));
    }
  }

  private static long[] withRows(Tensor tensor, long rows) {
    long[] shape = tensor.shape();
    shape[0] = rows;
    return shape;
  }
}
