package io.wiresmith.onnx;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.util.Arrays;

/** The element types of tensors, by their names in the Open Inference Protocol. */
public enum DataType {
  /** 32-bit floating point, {@code float[]}. */
  FP32(1, "float32", 4),
  /** Unsigned 8-bit integers, {@code byte[]} holding the low eight bits. */
  UINT8(2, "uint8", 1),
  /** 32-bit integers, {@code int[]}. */
  INT32(6, "int32", 4),
  /** 64-bit integers, {@code long[]}. */
  INT64(7, "int64", 8),
  /** Text in UTF-8, {@code String[]}. */
  BYTES(8, "str", 0),
  /** Truth values, {@code boolean[]}. */
  BOOL(9, "bool", 1),
  /** 64-bit floating point, {@code double[]}. */
  FP64(11, "float64", 8);

  private final int onnxCode;
  private final String numpyName;
  private final int elementBytes;

  DataType(int onnxCode, String numpyName, int elementBytes) {
    this.onnxCode = onnxCode;
    this.numpyName = numpyName;
    this.elementBytes = elementBytes;
  }

  /** The number of this type in ONNX ({@code TensorProto.DataType}). */
  public int onnxCode() {
    return onnxCode;
  }

  /** The name of this type in NumPy and in MLflow's signatures. */
  public String numpyName() {
    return numpyName;
  }

  /** Bytes of one element in a native buffer; 0 for text. */
  public int elementBytes() {
    return elementBytes;
  }

  /** Whether elements may be NaN or infinite. */
  public boolean isFloatingPoint() {
    return this == FP32 || this == FP64;
  }

  /**
   * The type of that ONNX number.
   *
   * @throws WiresmithException {@code INVALID_INPUT} that names {@code where}
   */
  public static DataType ofOnnx(int code, String where) {
    return Arrays.stream(values())
        .filter(type -> type.onnxCode == code)
        .findFirst()
        .orElseThrow(
            () ->
                new WiresmithException(
                    ErrorCode.INVALID_INPUT,
                    "%s has the ONNX element type %d; supported are %s."
                        .formatted(where, code, Arrays.toString(values()))));
  }
}
