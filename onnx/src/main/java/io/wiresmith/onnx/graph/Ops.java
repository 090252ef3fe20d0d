package io.wiresmith.onnx.graph;

import io.wiresmith.onnx.DataType;
import io.wiresmith.onnx.Tensor;
import java.util.List;

/**
 * The common operators; each takes and returns names of values and broadcasts as NumPy does.
 *
 * @param graph the graph that grows
 */
public record Ops(GraphBuilder graph) {
  private static final long[] SCALAR = {};

  /** A float constant, shared by content. */
  public String scalar(float value) {
    return graph.sharedConstant(Tensor.floats("float", SCALAR, value));
  }

  /** An INT64 constant, shared by content. */
  public String scalar(long value) {
    return graph.sharedConstant(Tensor.longs("int", SCALAR, value));
  }

  /** A one-dimensional float constant, shared by content. */
  public String floats(float... values) {
    return graph.sharedConstant(Tensor.floats("floats", new long[] {values.length}, values));
  }

  /** A one-dimensional INT64 constant, shared by content. */
  public String longs(long... values) {
    return graph.sharedConstant(Tensor.longs("ints", new long[] {values.length}, values));
  }

  /** A one-dimensional text constant, shared by content. */
  public String strings(List<String> values) {
    return graph.sharedConstant(
        Tensor.strings("texts", new long[] {values.size()}, values.toArray(new String[0])));
  }

  /** a + b. */
  public String add(String a, String b) {
    return node("Add", a, b);
  }

  /** a - b. */
  public String sub(String a, String b) {
    return node("Sub", a, b);
  }

  /** a * b. */
  public String mul(String a, String b) {
    return node("Mul", a, b);
  }

  /** a / b. */
  public String div(String a, String b) {
    return node("Div", a, b);
  }

  /** The smaller of both, NaN if one is NaN. */
  public String min(String a, String b) {
    return node("Min", a, b);
  }

  /** The greater of both, NaN if one is NaN. */
  public String max(String a, String b) {
    return node("Max", a, b);
  }

  /** Natural logarithm; NaN below 0. */
  public String log(String a) {
    return node("Log", a);
  }

  /** e to the power a. */
  public String exp(String a) {
    return node("Exp", a);
  }

  /** Square root. */
  public String sqrt(String a) {
    return node("Sqrt", a);
  }

  /** -a. */
  public String neg(String a) {
    return node("Neg", a);
  }

  /** Absolute value. */
  public String abs(String a) {
    return node("Abs", a);
  }

  /** max(a, 0). */
  public String relu(String a) {
    return node("Relu", a);
  }

  /** 1 / (1 + e^-a). */
  public String sigmoid(String a) {
    return node("Sigmoid", a);
  }

  /** Limits floats to [low, high]. What becomes of NaN is not defined: replace it first. */
  public String clip(String a, float low, float high) {
    return node("Clip", a, scalar(low), scalar(high));
  }

  /** Element by element: {@code yes} where the condition holds, else {@code no}. */
  public String where(String condition, String yes, String no) {
    return node("Where", condition, yes, no);
  }

  /** Whether each element is NaN. */
  public String isNaN(String a) {
    return node("IsNaN", a);
  }

  /** Whether each element is infinite. */
  public String isInf(String a) {
    return node("IsInf", a);
  }

  /** a with NaN replaced by a value. */
  public String replaceNaN(String a, float value) {
    return where(isNaN(a), scalar(value), a);
  }

  /** Logical not. */
  public String not(String a) {
    return node("Not", a);
  }

  /** Logical or. */
  public String or(String a, String b) {
    return node("Or", a, b);
  }

  /** Logical and. */
  public String and(String a, String b) {
    return node("And", a, b);
  }

  /** Whether numbers or truth values are equal; for text use {@link #encodeLongs}. */
  public String equal(String a, String b) {
    return node("Equal", a, b);
  }

  /** a &lt; b. */
  public String less(String a, String b) {
    return node("Less", a, b);
  }

  /** a &gt; b. */
  public String greater(String a, String b) {
    return node("Greater", a, b);
  }

  /** Converts numbers. */
  public String cast(String a, DataType to) {
    return graph.node("Cast", List.of(a), Attribute.integer("to", to.onnxCode()));
  }

  /** Joins along an axis. */
  public String concat(int axis, List<String> parts) {
    return graph.node("Concat", parts, Attribute.integer("axis", axis));
  }

  /** The elements {@code [from, until)} of an axis; negative counts from the end. */
  public String slice(String a, int axis, long from, long until) {
    return node("Slice", a, longs(from), longs(until), longs(axis));
  }

  /** The elements of an axis from the last to the first, without the last {@code skipped}. */
  public String backwards(String a, int axis, int skipped) {
    return node("Slice", a, longs(-1L - skipped), longs(Long.MIN_VALUE), longs(axis), longs(-1L));
  }

  /** The axes in another order. */
  public String transpose(String a, long... order) {
    return graph.node("Transpose", List.of(a), Attribute.integers("perm", order));
  }

  /** The size of an axis, an INT64 scalar. */
  public String size(String a, int axis) {
    return gather(node("Shape", a), scalar((long) axis), 0);
  }

  /** For each INT64 index the element of an axis that it names, at the index's own place. */
  public String gatherElements(String a, String indices, int axis) {
    return graph.node("GatherElements", List.of(a, indices), Attribute.integer("axis", axis));
  }

  /** Takes the elements of an axis at INT64 indices. */
  public String gather(String a, String indices, int axis) {
    return graph.node("Gather", List.of(a, indices), Attribute.integer("axis", axis));
  }

  /** Removes an axis of size 1. */
  public String squeeze(String a, int axis) {
    return node("Squeeze", a, longs(axis));
  }

  /** Adds an axis of size 1. */
  public String unsqueeze(String a, int axis) {
    return node("Unsqueeze", a, longs(axis));
  }

  /** Reshapes; -1 is what is left, 0 keeps the size. */
  public String reshape(String a, long... shape) {
    return node("Reshape", a, longs(shape));
  }

  /** Probabilities along an axis. */
  public String softmax(String a, int axis) {
    return graph.node("Softmax", List.of(a), Attribute.integer("axis", axis));
  }

  /** Matrix product. */
  public String matmul(String a, String b) {
    return node("MatMul", a, b);
  }

  /** {@code a * transpose(weights) + bias}, for weights {@code [outputs, inputs]}. */
  public String gemm(String a, String weights, String bias) {
    return graph.node("Gemm", List.of(a, weights, bias), Attribute.integer("transB", 1));
  }

  /** INT64 index of the greatest element along an axis, the first of equals; the axis goes away. */
  public String argMax(String a, int axis) {
    return graph.node(
        "ArgMax", List.of(a), Attribute.integer("axis", axis), Attribute.integer("keepdims", 0));
  }

  /** Greatest element along an axis, which goes away. */
  public String reduceMax(String a, int axis) {
    return graph.node(
        "ReduceMax",
        List.of(a),
        Attribute.integers("axes", axis),
        Attribute.integer("keepdims", 0));
  }

  /** Sum along an axis, which goes away. */
  public String reduceSum(String a, int axis) {
    return graph.node("ReduceSum", List.of(a, longs(axis)), Attribute.integer("keepdims", 0));
  }

  /** Floats 0 and 1 along a new last axis; all 0 for an index outside [0, depth). */
  public String oneHot(String indices, int depth) {
    String column = unsqueeze(indices, -1);
    long[] classes = new long[depth];
    for (int i = 0; i < depth; i++) {
      classes[i] = i;
    }
    return cast(equal(column, longs(classes)), DataType.FP32);
  }

  /** The position of each text in {@code keys} as INT64, or the default for others. */
  public String encodeLongs(String texts, List<String> keys, long otherwise) {
    long[] positions = new long[keys.size()];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = i;
    }
    return graph.mlNode(
        "LabelEncoder",
        List.of(texts),
        Attribute.texts("keys_strings", keys),
        Attribute.integers("values_int64s", positions),
        Attribute.integer("default_int64", otherwise));
  }

  /** A float for each text in {@code keys}, or the default for others. */
  public String encodeFloats(String texts, List<String> keys, float[] values, float otherwise) {
    return graph.mlNode(
        "LabelEncoder",
        List.of(texts),
        Attribute.texts("keys_strings", keys),
        Attribute.reals("values_floats", values),
        Attribute.real("default_float", otherwise));
  }

  /** The text at each INT64 position of {@code texts}. */
  public String decodeStrings(String positions, List<String> texts) {
    return gather(strings(texts), positions, 0);
  }

  private String node(String op, String... inputs) {
    return graph.node(op, List.of(inputs));
  }
}
