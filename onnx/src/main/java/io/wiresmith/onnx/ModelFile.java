package io.wiresmith.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads a serialized model and refuses what Wiresmith never runs. */
final class ModelFile {
  private static final Set<String> DOMAINS = Set.of("", "ai.onnx", "ai.onnx.ml");

  private final ModelProto model;

  private ModelFile(ModelProto model) {
    this.model = model;
  }

  /**
   * Parses and checks.
   *
   * @throws WiresmithException {@code INVALID_INPUT} for bytes that are no model, for external data
   *     and for operators of other domains
   */
  static ModelFile parse(byte[] bytes) {
    ModelProto model;
    try {
      model = ModelProto.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new WiresmithException(
          ErrorCode.INVALID_INPUT, "These bytes are no ONNX model: " + e.getMessage(), e);
    }
    if (!model.hasGraph() || model.getGraph().getNodeCount() == 0) {
      throw refused("it has no graph with nodes");
    }
    for (OperatorSetIdProto opset : model.getOpsetImportList()) {
      checkDomain(opset.getDomain(), "the model");
    }
    if (model.getFunctionsCount() > 0) {
      throw refused("it defines functions of its own, which are not supported");
    }
    checkGraph(model.getGraph());
    return new ModelFile(model);
  }

  /** The inputs in order, optional ones included. */
  List<TensorSpec> inputs() {
    return specs(model.getGraph().getInputList());
  }

  List<TensorSpec> outputs() {
    return specs(model.getGraph().getOutputList());
  }

  Map<String, String> metadata() {
    Map<String, String> metadata = new TreeMap<>();
    for (StringStringEntryProto entry : model.getMetadataPropsList()) {
      metadata.put(entry.getKey(), entry.getValue());
    }
    return metadata;
  }

  /** The values of optional inputs by name. */
  Map<String, Tensor> defaults() {
    Set<String> inputs = inputNames();
    Map<String, Tensor> defaults = new LinkedHashMap<>();
    for (TensorProto initializer : model.getGraph().getInitializerList()) {
      if (inputs.contains(initializer.getName())) {
        defaults.put(initializer.getName(), ProtoTensors.read(initializer));
      }
    }
    return defaults;
  }

  /**
   * The model with every optional input required: ONNX Runtime's Java API cannot feed optional
   * ones, so {@link OnnxModel} feeds their defaults itself.
   */
  byte[] withAllInputsRequired() {
    Set<String> inputs = inputNames();
    GraphProto.Builder graph = model.getGraph().toBuilder();
    List<TensorProto> kept =
        graph.getInitializerList().stream().filter(t -> !inputs.contains(t.getName())).toList();
    graph.clearInitializer().addAllInitializer(kept);
    return model.toBuilder().setGraph(graph).build().toByteArray();
  }

  private Set<String> inputNames() {
    return Set.copyOf(
        model.getGraph().getInputList().stream().map(ValueInfoProto::getName).toList());
  }

  private static List<TensorSpec> specs(List<ValueInfoProto> values) {
    List<TensorSpec> specs = new ArrayList<>();
    for (ValueInfoProto value : values) {
      String where = "'" + value.getName() + "' of the model";
      if (!value.getType().hasTensorType()) {
        throw refused(where + " is no tensor");
      }
      List<String> dims = new ArrayList<>();
      for (TensorShapeProto.Dimension dim :
          value.getType().getTensorType().getShape().getDimList()) {
        dims.add(dim.hasDimValue() ? Long.toString(dim.getDimValue()) : symbol(dim));
      }
      DataType type = DataType.ofOnnx(value.getType().getTensorType().getElemType(), where);
      specs.add(new TensorSpec(value.getName(), type, dims, value.getDocString()));
    }
    return specs;
  }

  private static String symbol(TensorShapeProto.Dimension dim) {
    return dim.getDimParam().isEmpty() ? "?" : dim.getDimParam();
  }

  private static void checkGraph(GraphProto graph) {
    graph.getInitializerList().forEach(ModelFile::checkTensor);
    if (graph.getSparseInitializerCount() > 0) {
      throw refused("it has sparse initializers, which are not supported");
    }
    for (NodeProto node : graph.getNodeList()) {
      checkDomain(node.getDomain(), "node " + node.getName() + " (" + node.getOpType() + ")");
      for (AttributeProto attribute : node.getAttributeList()) {
        checkTensor(attribute.getT());
        attribute.getTensorsList().forEach(ModelFile::checkTensor);
        checkGraph(attribute.getG());
        attribute.getGraphsList().forEach(ModelFile::checkGraph);
      }
    }
  }

  private static void checkTensor(TensorProto tensor) {
    if (tensor.getExternalDataCount() > 0
        || tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
      throw refused("tensor '" + tensor.getName() + "' lies in another file (external data)");
    }
  }

  private static void checkDomain(String domain, String where) {
    if (!DOMAINS.contains(domain)) {
      throw refused(
          where + " uses the operator domain '" + domain + "'; allowed are ai.onnx and ai.onnx.ml");
    }
  }

  private static WiresmithException refused(String reason) {
    return new WiresmithException(
        ErrorCode.INVALID_INPUT,
        "The model is refused: " + reason + ". Export it again as one self-contained file.");
  }
}
