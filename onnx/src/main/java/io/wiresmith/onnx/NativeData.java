package io.wiresmith.onnx;

import java.nio.ByteBuffer;

/** Moves numbers between arrays and byte buffers; text never passes here. */
final class NativeData {
  private NativeData() {}

  /** Writes the elements at the buffer's position, which advances. */
  static void put(Tensor tensor, ByteBuffer to) {
    Object data = tensor.sharedData();
    switch (tensor.type()) {
      case FP32 -> to.asFloatBuffer().put((float[]) data);
      case FP64 -> to.asDoubleBuffer().put((double[]) data);
      case INT64 -> to.asLongBuffer().put((long[]) data);
      case INT32 -> to.asIntBuffer().put((int[]) data);
      case UINT8 -> to.duplicate().put((byte[]) data);
      case BOOL -> putTruths((boolean[]) data, to.duplicate());
      case BYTES -> throw new IllegalArgumentException("Text has no native form");
    }
    to.position(to.position() + tensor.size() * tensor.type().elementBytes());
  }

  /** Reads so many elements from the buffer's position into a fresh array. */
  static Object take(DataType type, ByteBuffer from, int size) {
    return switch (type) {
      case FP32 -> {
        float[] data = new float[size];
        from.asFloatBuffer().get(data);
        yield data;
      }
      case FP64 -> {
        double[] data = new double[size];
        from.asDoubleBuffer().get(data);
        yield data;
      }
      case INT64 -> {
        long[] data = new long[size];
        from.asLongBuffer().get(data);
        yield data;
      }
      case INT32 -> {
        int[] data = new int[size];
        from.asIntBuffer().get(data);
        yield data;
      }
      case UINT8 -> {
        byte[] data = new byte[size];
        from.duplicate().get(data);
        yield data;
      }
      case BOOL -> takeTruths(from.duplicate(), size);
      case BYTES -> throw new IllegalArgumentException("Text has no native form");
    };
  }

  private static void putTruths(boolean[] data, ByteBuffer to) {
    for (boolean truth : data) {
      to.put((byte) (truth ? 1 : 0));
    }
  }

  private static boolean[] takeTruths(ByteBuffer from, int size) {
    boolean[] data = new boolean[size];
    for (int i = 0; i < size; i++) {
      data[i] = from.get() != 0;
    }
    return data;
  }
}
