package io.wiresmith.onnx.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.CodedOutputStream;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.onnx.ProtoTensors;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.onnx.TensorSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Builds an ONNX model (opset {@value #OPSET}, {@code ai.onnx.ml} {@value #ML_OPSET}, IR {@value
 * #IR_VERSION}) node by node. A value is its name. The same calls give the same bytes. {@link Ops}
 * has the common operators. Not thread-safe.
 */
public final class GraphBuilder {
  /** Version of the operators of {@code ai.onnx}. */
  public static final int OPSET = 17;

  /** Version of the operators of {@code ai.onnx.ml}. */
  public static final int ML_OPSET = 3;

  /** Version of the file format. */
  public static final int IR_VERSION = 8;

  /** The domain of trees and label encoders. */
  public static final String ML = "ai.onnx.ml";

  private final String name;
  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private final List<NodeProto.Builder> nodes = new ArrayList<>();
  private final Map<String, NodeProto.Builder> producers = new LinkedHashMap<>();
  private final Set<String> values = new HashSet<>();
  private final Set<String> outputs = new HashSet<>();
  private final Map<Tensor, String> constants = new HashMap<>();
  private final @Nullable GraphBuilder outer;

  /** Names of this graph and of all bodies of its loops: each stands for one value. */
  private final Set<String> taken;

  private final Map<String, Integer> counters;

  /** An empty graph of that name. */
  public GraphBuilder(String name) {
    this.name = name;
    this.outer = null;
    this.taken = new HashSet<>();
    this.counters = new HashMap<>();
  }

  /** The body of a loop: it sees the constants of the graph around it, and makes its own there. */
  GraphBuilder(String name, GraphBuilder outer) {
    this.name = name;
    this.outer = outer;
    this.taken = outer.taken;
    this.counters = outer.counters;
  }

  /** The common operators on this graph. */
  public Ops ops() {
    return new Ops(this);
  }

  /** Adds a required input and returns its name. */
  public String input(TensorSpec spec) {
    graph.addInput(valueInfo(spec));
    return claim(spec.name());
  }

  /** Adds an input that may be left out: then it has that value, which must broadcast. */
  public String input(TensorSpec spec, Tensor defaultValue) {
    graph.addInitializer(ProtoTensors.write(defaultValue.named(spec.name())));
    return input(spec);
  }

  /** Makes a value an output under the name of the spec. */
  public void output(TensorSpec spec, String value) {
    if (producers.containsKey(value) && !outputs.contains(value)) {
      named(spec.name(), value);
    } else {
      named(spec.name(), node("Identity", List.of(value)));
    }
    outputs.add(spec.name());
    graph.addOutput(valueInfo(spec));
  }

  /** Adds a constant under its own name. */
  public String constant(Tensor tensor) {
    if (outer != null) {
      return outer.constant(tensor);
    }
    graph.addInitializer(ProtoTensors.write(tensor));
    return claim(tensor.name());
  }

  /** The constant with that content; equal content is stored once, its name is made here. */
  public String sharedConstant(Tensor tensor) {
    if (outer != null) {
      return outer.sharedConstant(tensor);
    }
    String known = constants.get(tensor.named(""));
    if (known != null) {
      return known;
    }
    String constant =
        constant(tensor.named(fresh(tensor.name().isEmpty() ? "const" : tensor.name())));
    constants.put(tensor.named(""), constant);
    return constant;
  }

  /** Adds a node of {@code ai.onnx} with one output and returns that value. */
  public String node(String op, List<String> inputs, Attribute... attributes) {
    return nodes("", op, inputs, 1, attributes).get(0);
  }

  /** Adds a node of {@code ai.onnx.ml} with one output and returns that value. */
  public String mlNode(String op, List<String> inputs, Attribute... attributes) {
    return nodes(ML, op, inputs, 1, attributes).get(0);
  }

  /**
   * Adds a node and returns its values.
   *
   * @throws WiresmithException {@code INTERNAL} if an input is no value of this graph
   */
  public List<String> nodes(
      String domain, String op, List<String> inputs, int outputCount, Attribute... attributes) {
    for (String input : inputs) {
      if (!input.isEmpty() && !sees(input)) {
        throw new WiresmithException(
            ErrorCode.INTERNAL,
            "Node %s of graph %s reads '%s', which does not exist yet; add it first."
                .formatted(op, name, input));
      }
    }
    NodeProto.Builder node = NodeProto.newBuilder().setOpType(op).setDomain(domain);
    node.addAllInput(inputs);
    for (Attribute attribute : attributes) {
      node.addAttribute(attribute.proto());
    }
    for (int i = 0; i < outputCount; i++) {
      String value = claim(fresh(op.toLowerCase(Locale.ROOT)));
      producers.put(value, node);
      node.addOutput(value);
    }
    nodes.add(node);
    return List.copyOf(node.getOutputList());
  }

  /**
   * A body sees constants alone of what is around it: other values may still change their names.
   */
  private boolean sees(String value) {
    return values.contains(value) || (outer != null && outer.isConstant(value));
  }

  private boolean isConstant(String value) {
    return values.contains(value)
        && graph.getInitializerList().stream().anyMatch(tensor -> tensor.getName().equals(value));
  }

  /**
   * Gives the value of a node a name that tells a reader what it is, and returns that name.
   *
   * @throws WiresmithException {@code INTERNAL} if the name is taken or no node makes the value
   */
  public String named(String newName, String value) {
    NodeProto.Builder producer = producers.remove(value);
    if (producer == null) {
      throw new WiresmithException(
          ErrorCode.INTERNAL,
          "'%s' of graph %s is no node's value: it cannot become '%s'."
              .formatted(value, name, newName));
    }
    claim(newName);
    producers.put(newName, producer);
    values.remove(value);
    taken.remove(value);
    producer.setOutput(producer.getOutputList().indexOf(value), newName);
    for (NodeProto.Builder node : nodes) {
      for (int i = 0; i < node.getInputCount(); i++) {
        if (node.getInput(i).equals(value)) {
          node.setInput(i, newName);
        }
      }
    }
    return newName;
  }

  /**
   * The finished model.
   *
   * @param metadata {@code metadata_props}; must not depend on time or place
   * @param doc what the model decides
   */
  public byte[] build(Map<String, String> metadata, String doc) {
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName("wiresmith")
            .setDocString(doc)
            .setGraph(proto().toBuilder().setDocString(doc))
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain(ML).setVersion(ML_OPSET));
    new TreeMap<>(metadata)
        .forEach(
            (key, value) ->
                model.addMetadataProps(
                    StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return deterministic(model.build());
  }

  /** The finished graph. */
  GraphProto proto() {
    GraphProto.Builder finished = graph.clone().setName(name);
    nodes.forEach(node -> finished.addNode(node.clone().setName(node.getOutput(0))));
    return finished.build();
  }

  private static byte[] deterministic(ModelProto model) {
    byte[] bytes = new byte[model.getSerializedSize()];
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.useDeterministicSerialization();
    try {
      model.writeTo(out);
    } catch (IOException e) {
      throw new WiresmithException(ErrorCode.INTERNAL, "Cannot write the model", e);
    }
    return bytes;
  }

  private static ValueInfoProto valueInfo(TensorSpec spec) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (int axis = 0; axis < spec.dims().size(); axis++) {
      TensorShapeProto.Dimension.Builder dim = shape.addDimBuilder();
      if (spec.isSymbolic(axis)) {
        dim.setDimParam(spec.dims().get(axis));
      } else {
        dim.setDimValue(spec.size(axis));
      }
    }
    TypeProto.Tensor.Builder type =
        TypeProto.Tensor.newBuilder().setElemType(spec.type().onnxCode()).setShape(shape);
    return ValueInfoProto.newBuilder()
        .setName(spec.name())
        .setDocString(spec.doc())
        .setType(TypeProto.newBuilder().setTensorType(type))
        .build();
  }

  /** A name that is not taken. */
  String fresh(String stem) {
    String candidate;
    do {
      candidate = stem + "_" + counters.merge(stem, 1, Integer::sum);
    } while (taken.contains(candidate));
    return candidate;
  }

  private String claim(String value) {
    if (!taken.add(value)) {
      throw new WiresmithException(
          ErrorCode.INTERNAL, "Graph " + name + " has the value '" + value + "' already.");
    }
    values.add(value);
    return value;
  }
}
