package io.wiresmith.onnx.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import com.google.protobuf.ByteString;
import io.wiresmith.onnx.ProtoTensors;
import io.wiresmith.onnx.Tensor;
import java.util.List;

/** One attribute of a node, such as {@code axis = 1}. Immutable. */
public final class Attribute {
  private final AttributeProto proto;

  private Attribute(AttributeProto.Builder proto) {
    this.proto = proto.build();
  }

  /** A whole number; truth values are 0 and 1. */
  public static Attribute integer(String name, long value) {
    return new Attribute(named(name, AttributeType.INT).setI(value));
  }

  /** A float. */
  public static Attribute real(String name, float value) {
    return new Attribute(named(name, AttributeType.FLOAT).setF(value));
  }

  /** A text. */
  public static Attribute text(String name, String value) {
    return new Attribute(named(name, AttributeType.STRING).setS(ByteString.copyFromUtf8(value)));
  }

  /** Whole numbers. */
  public static Attribute integers(String name, long... values) {
    AttributeProto.Builder proto = named(name, AttributeType.INTS);
    for (long value : values) {
      proto.addInts(value);
    }
    return new Attribute(proto);
  }

  /** Floats. */
  public static Attribute reals(String name, float... values) {
    AttributeProto.Builder proto = named(name, AttributeType.FLOATS);
    for (float value : values) {
      proto.addFloats(value);
    }
    return new Attribute(proto);
  }

  /** Texts. */
  public static Attribute texts(String name, List<String> values) {
    AttributeProto.Builder proto = named(name, AttributeType.STRINGS);
    values.forEach(value -> proto.addStrings(ByteString.copyFromUtf8(value)));
    return new Attribute(proto);
  }

  /** A tensor. */
  public static Attribute tensor(String name, Tensor value) {
    return new Attribute(named(name, AttributeType.TENSOR).setT(ProtoTensors.write(value)));
  }

  /** The body of a loop. */
  static Attribute graph(String name, GraphProto body) {
    return new Attribute(named(name, AttributeType.GRAPH).setG(body));
  }

  AttributeProto proto() {
    return proto;
  }

  private static AttributeProto.Builder named(String name, AttributeType type) {
    return AttributeProto.newBuilder().setName(name).setType(type);
  }
}
