package io.wiresmith.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Tensors as ONNX stores them: numbers as little-endian bytes, text as byte strings. */
public final class ProtoTensors {
  private ProtoTensors() {}

  /** The stored form, named like the tensor. */
  public static TensorProto write(Tensor tensor) {
    TensorProto.Builder proto =
        TensorProto.newBuilder().setName(tensor.name()).setDataType(tensor.type().onnxCode());
    for (long size : tensor.sharedShape()) {
      proto.addDims(size);
    }
    if (tensor.type() == DataType.BYTES) {
      for (String text : (String[]) tensor.sharedData()) {
        proto.addStringData(ByteString.copyFromUtf8(text));
      }
      return proto.build();
    }
    ByteBuffer bytes =
        ByteBuffer.allocate(tensor.size() * tensor.type().elementBytes())
            .order(ByteOrder.LITTLE_ENDIAN);
    NativeData.put(tensor, bytes);
    return proto.setRawData(ByteString.copyFrom(bytes.array())).build();
  }

  /** Reads what {@link #write} wrote. */
  static Tensor read(TensorProto proto) {
    DataType type = DataType.ofOnnx(proto.getDataType(), "Tensor '" + proto.getName() + "'");
    long[] shape = proto.getDimsList().stream().mapToLong(Long::longValue).toArray();
    int size = (int) Shapes.elements(shape, "Tensor '" + proto.getName() + "'");
    if (type == DataType.BYTES) {
      String[] texts =
          proto.getStringDataList().stream().map(ByteString::toStringUtf8).toArray(String[]::new);
      return new Tensor(proto.getName(), type, shape, texts);
    }
    ByteBuffer bytes = ByteBuffer.wrap(rawData(proto)).order(ByteOrder.LITTLE_ENDIAN);
    return new Tensor(proto.getName(), type, shape, NativeData.take(type, bytes, size));
  }

  private static byte[] rawData(TensorProto proto) {
    if (proto.hasRawData()) {
      return proto.getRawData().toByteArray();
    }
    ByteBuffer bytes =
        ByteBuffer.allocate(8 * Math.max(proto.getFloatDataCount(), proto.getInt64DataCount()));
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    proto.getFloatDataList().forEach(bytes::putFloat);
    proto.getInt64DataList().forEach(bytes::putLong);
    return bytes.array();
  }
}
