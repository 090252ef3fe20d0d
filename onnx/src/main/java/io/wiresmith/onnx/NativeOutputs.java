package io.wiresmith.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Copies native outputs into Java arrays. */
final class NativeOutputs {
  private NativeOutputs() {}

  static Object read(OnnxTensor tensor, DataType type, long[] shape) throws OrtException {
    int size = (int) Shapes.elements(shape, "An output");
    if (type == DataType.BYTES) {
      List<String> texts = new ArrayList<>(size);
      if (size > 0) {
        flatten(tensor.getValue(), texts);
      }
      return texts.toArray(new String[0]);
    }
    ByteBuffer bytes = tensor.getByteBuffer();
    return NativeData.take(type, bytes.order(ByteOrder.nativeOrder()), size);
  }

  private static void flatten(Object value, List<String> into) {
    if (value instanceof Object[] values) {
      for (Object each : values) {
        flatten(each, into);
      }
    } else {
      into.add((String) value);
    }
  }
}
