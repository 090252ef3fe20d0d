package io.wiresmith.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The native inputs of one run. Numbers lie in one direct buffer that is kept for the next run, so
 * that a single row costs no native allocation of ours. Not thread-safe.
 */
final class Feed {
  private static final int INITIAL_BYTES = 1 << 12;

  private final OrtEnvironment environment;
  private final Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
  private ByteBuffer buffer = direct(INITIAL_BYTES);

  Feed(OrtEnvironment environment) {
    this.environment = environment;
  }

  Map<String, OnnxTensor> tensors() {
    return tensors;
  }

  /** Makes room for inputs of that many bytes in all; call before the first {@link #add}. */
  void reserve(long bytes) {
    if (buffer.capacity() < bytes) {
      buffer = direct(Math.toIntExact(bytes));
    }
    buffer.clear();
  }

  /** Bytes that a tensor takes in the buffer, padded to eight. */
  static long bytes(Tensor tensor) {
    return ((long) tensor.size() * tensor.type().elementBytes() + 7) & ~7L;
  }

  void add(Tensor tensor) throws OrtException {
    tensors.put(tensor.name(), nativeTensor(tensor));
  }

  /** Releases the native tensors; the buffer stays. */
  void clear() {
    tensors.values().forEach(OnnxTensor::close);
    tensors.clear();
  }

  private OnnxTensor nativeTensor(Tensor tensor) throws OrtException {
    long[] shape = tensor.sharedShape();
    if (tensor.type() == DataType.BYTES) {
      return OnnxTensor.createTensor(environment, (String[]) tensor.sharedData(), shape);
    }
    ByteBuffer slice = slice(tensor);
    return switch (tensor.type()) {
      case FP32 -> OnnxTensor.createTensor(environment, slice.asFloatBuffer(), shape);
      case FP64 -> OnnxTensor.createTensor(environment, slice.asDoubleBuffer(), shape);
      case INT64 -> OnnxTensor.createTensor(environment, slice.asLongBuffer(), shape);
      case INT32 -> OnnxTensor.createTensor(environment, slice.asIntBuffer(), shape);
      case UINT8 -> OnnxTensor.createTensor(environment, slice, shape, OnnxJavaType.UINT8);
      case BOOL -> OnnxTensor.createTensor(environment, slice, shape, OnnxJavaType.BOOL);
      case BYTES -> throw new IllegalStateException("Text was handled above");
    };
  }

  private ByteBuffer slice(Tensor tensor) {
    int start = buffer.position();
    NativeData.put(tensor, buffer);
    ByteBuffer slice =
        buffer.slice(start, buffer.position() - start).order(ByteOrder.nativeOrder());
    buffer.position((int) (start + bytes(tensor)));
    return slice;
  }

  private static ByteBuffer direct(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }
}
