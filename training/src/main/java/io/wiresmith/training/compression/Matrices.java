package io.wiresmith.training.compression;

import io.wiresmith.onnx.Tensor;
import java.util.Arrays;

/** Row-major tensors and arrays of rows. */
final class Matrices {
  private Matrices() {}

  /** The rows of a {@code [N,K]} tensor. */
  static float[][] rows(Tensor tensor) {
    float[] flat = tensor.floats();
    int count = tensor.rows();
    int width = flat.length / Math.max(1, count);
    float[][] rows = new float[count][];
    for (int i = 0; i < count; i++) {
      rows[i] = Arrays.copyOfRange(flat, i * width, (i + 1) * width);
    }
    return rows;
  }

  /** The tensor of some rows. */
  static Tensor tensor(String name, float[][] rows) {
    int width = rows[0].length;
    float[] flat = new float[rows.length * width];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, flat, i * width, width);
    }
    return Tensor.floats(name, new long[] {rows.length, width}, flat);
  }

  /** {@code share * a + (1 - share) * b}. */
  static float[][] blend(float[][] a, float[][] b, double share) {
    float[][] result = new float[a.length][];
    for (int i = 0; i < a.length; i++) {
      result[i] = new float[a[i].length];
      for (int c = 0; c < result[i].length; c++) {
        result[i][c] = (float) (share * a[i][c] + (1 - share) * b[i][c]);
      }
    }
    return result;
  }

  /** The columns {@code [0, from)} and {@code [to, width)}. */
  static float[][] without(float[][] rows, int from, int to) {
    float[][] result = new float[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      float[] row = rows[i];
      result[i] = new float[row.length - (to - from)];
      System.arraycopy(row, 0, result[i], 0, from);
      System.arraycopy(row, to, result[i], from, row.length - to);
    }
    return result;
  }
}
