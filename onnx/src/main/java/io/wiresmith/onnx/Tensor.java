package io.wiresmith.onnx;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Objects;

/**
 * A named array of numbers or text in row-major order. Immutable: arrays are copied on the way in
 * and out. Equal if name, type, shape and every element are equal (NaN equals NaN).
 *
 * @param name the input or output it is for
 * @param type the element type
 * @param shape the size of each axis
 * @param data {@code float[] double[] long[] int[] byte[] boolean[]} or {@code String[]}, as the
 *     type says
 */
@SuppressWarnings("ArrayRecordComponent") // equals, hashCode and accessors are written for arrays
public record Tensor(String name, DataType type, long[] shape, Object data) {
  /**
   * Checks and copies.
   *
   * @throws WiresmithException {@code INVALID_INPUT} if data and shape do not fit
   */
  public Tensor {
    shape = shape.clone();
    long elements = Shapes.elements(shape, "Tensor '" + name + "'");
    if (ArrayData.type(data) != type || ArrayData.length(data) != elements) {
      throw new WiresmithException(
          ErrorCode.INVALID_INPUT,
          "Tensor '%s' holds %d elements of %s; its type %s and shape %s require %d."
              .formatted(
                  name,
                  ArrayData.length(data),
                  ArrayData.type(data),
                  type,
                  Shapes.text(shape),
                  elements));
    }
    data = ArrayData.copy(data);
  }

  /** A tensor of floats. */
  public static Tensor floats(String name, long[] shape, float... data) {
    return new Tensor(name, DataType.FP32, shape, data);
  }

  /** A tensor of doubles. */
  public static Tensor doubles(String name, long[] shape, double... data) {
    return new Tensor(name, DataType.FP64, shape, data);
  }

  /** A tensor of 64-bit integers. */
  public static Tensor longs(String name, long[] shape, long... data) {
    return new Tensor(name, DataType.INT64, shape, data);
  }

  /** A tensor of texts. */
  public static Tensor strings(String name, long[] shape, String... data) {
    return new Tensor(name, DataType.BYTES, shape, data);
  }

  /** A column {@code [N,1]} of floats. */
  public static Tensor column(String name, float... data) {
    return floats(name, new long[] {data.length, 1}, data);
  }

  /** A column {@code [N,1]} of texts. */
  public static Tensor column(String name, String... data) {
    return strings(name, new long[] {data.length, 1}, data);
  }

  /** A column {@code [N,1]} of texts. */
  public static Tensor column(String name, Collection<String> data) {
    return column(name, data.toArray(new String[0]));
  }

  /** The same data under another name. */
  public Tensor named(String other) {
    return new Tensor(other, type, shape, data);
  }

  @Override
  public long[] shape() {
    return shape.clone();
  }

  /** Number of axes. */
  public int rank() {
    return shape.length;
  }

  /** Size of the first axis; 1 for a scalar. */
  public int rows() {
    return shape.length == 0 ? 1 : (int) shape[0];
  }

  /** Number of elements. */
  public int size() {
    return ArrayData.length(data);
  }

  @Override
  public Object data() {
    return ArrayData.copy(data);
  }

  /** A copy of the floats of an FP32 tensor. */
  public float[] floats() {
    return ((float[]) require(DataType.FP32)).clone();
  }

  /** A copy of the integers of an INT64 tensor. */
  public long[] longs() {
    return ((long[]) require(DataType.INT64)).clone();
  }

  /** A copy of the texts of a BYTES tensor. */
  public String[] strings() {
    return ((String[]) require(DataType.BYTES)).clone();
  }

  /** One float of an FP32 tensor, by its row-major index. */
  public float floatAt(int index) {
    return ((float[]) require(DataType.FP32))[index];
  }

  /** One text of a BYTES tensor, by its row-major index. */
  public String stringAt(int index) {
    return ((String[]) require(DataType.BYTES))[index];
  }

  /** Type and shape as in messages: {@code FP32 [3,1]}. */
  public String describe() {
    return type + " " + Shapes.text(shape);
  }

  /** The array itself, for readers in this package that do not change it. */
  Object sharedData() {
    return data;
  }

  /** The sizes themselves, for readers in this package that do not change them. */
  long[] sharedShape() {
    return shape;
  }

  private Object require(DataType required) {
    if (type != required) {
      throw new WiresmithException(
          ErrorCode.INVALID_INPUT,
          "Tensor '%s' is %s, required is %s.".formatted(name, describe(), required));
    }
    return data;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tensor that
        && name.equals(that.name)
        && type == that.type
        && Arrays.equals(shape, that.shape)
        && Objects.deepEquals(data, that.data);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, type, Arrays.hashCode(shape), ArrayData.hash(data));
  }

  @Override
  public String toString() {
    return "Tensor " + name + " " + describe();
  }
}
