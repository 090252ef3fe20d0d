package io.wiresmith.training.compression;

import io.wiresmith.core.compression.TransferTelemetry;
import io.wiresmith.core.telemetry.FieldSpec;
import io.wiresmith.onnx.DataType;
import io.wiresmith.onnx.TensorSpec;
import io.wiresmith.onnx.graph.GraphBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The 18 features of the compression model (models.md) as nodes of an ONNX graph: the one and only
 * definition, for training and for serving.
 *
 * <p>Inputs are {@code TransferTelemetry.inputFields()}, each {@code [N,1]} float32, and {@code
 * INPUT_TAGS}, each {@code [N,1]} text. NaN is a missing number and makes every feature that needs
 * it missing. A number outside its field's range, infinities included, counts as the nearest end of
 * the range. A tag that training did not see, or the empty text, is the code -1.
 */
final class CompressionFeatures {
  static final String NETWORK_QUALITY = "network_quality";
  static final String MEMORY_PRESSURE = "memory_pressure";
  static final String HDE_EFFICIENCY = "hde_efficiency";
  static final String AMST_EFFICIENCY = "amst_efficiency";
  static final String BASELINE_EFFICIENCY = "baseline_efficiency";

  /** The features, in the order of the trees' first 18 inputs. */
  static final List<String> FEATURES =
      List.of(
          TransferTelemetry.RTT_MS,
          TransferTelemetry.JITTER_MS,
          TransferTelemetry.BANDWIDTH_MBPS,
          NETWORK_QUALITY,
          TransferTelemetry.SIZE_MB,
          TransferTelemetry.ENTROPY,
          TransferTelemetry.COMPRESSIBILITY_SCORE,
          TransferTelemetry.CPU_USAGE,
          MEMORY_PRESSURE,
          TransferTelemetry.HDE_RATIO,
          TransferTelemetry.HDE_DELTA_HIT_RATE,
          TransferTelemetry.AMST_TRANSFER_RATE_MBPS,
          TransferTelemetry.BASELINE_RATIO,
          HDE_EFFICIENCY,
          AMST_EFFICIENCY,
          BASELINE_EFFICIENCY,
          TransferTelemetry.LINK_TYPE,
          TransferTelemetry.REGION);

  private final FeatureNodes nodes;
  private final Map<String, String> values = new LinkedHashMap<>();

  /** Adds the inputs and the features to a graph. */
  CompressionFeatures(GraphBuilder graph, Vocabulary vocabulary) {
    this.nodes = new FeatureNodes(graph);
    Map<String, FieldSpec> fields = new LinkedHashMap<>();
    TransferTelemetry.FIELDS.forEach(field -> fields.put(field.name(), field));
    for (String name : TransferTelemetry.inputFields()) {
      FieldSpec field = fields.get(name);
      if (field != null) {
        numeric(graph, field);
      }
    }
    for (int tag = 0; tag < TransferTelemetry.INPUT_TAGS.size(); tag++) {
      category(graph, TransferTelemetry.INPUT_TAGS.get(tag), vocabulary.values().get(tag));
    }
    derived();
  }

  /** The value of a feature, {@code [N,1]} float32. */
  String value(String feature) {
    String value = values.get(feature);
    if (value == null) {
      throw new IllegalArgumentException("No feature is called " + feature);
    }
    return value;
  }

  /** What the nodes are made with. */
  FeatureNodes nodes() {
    return nodes;
  }

  /** The 18 features and some interactions as {@code [N,F]}, for the trees. */
  String treeInputs(List<Interaction> interactions) {
    List<String> parts = new ArrayList<>();
    FEATURES.forEach(feature -> parts.add(value(feature)));
    interactions.forEach(interaction -> parts.add(interaction(interaction)));
    return nodes.ops().concat(1, parts);
  }

  /** An interaction of features, {@code [N,1]}, finite or NaN. */
  String interaction(Interaction interaction) {
    String known = values.get(interaction.name());
    if (known != null) {
      return known;
    }
    String value = nodes.finite(new InteractionNodes(this).value(interaction));
    values.put(interaction.name(), value);
    return value;
  }

  private void numeric(GraphBuilder graph, FieldSpec field) {
    String unit = field.unit().isEmpty() ? "" : " in " + field.unit();
    String doc =
        "%s%s, %s to %s; NaN is missing, a value outside counts as the nearest end"
            .formatted(field.name(), unit, number(field.minimum()), number(field.maximum()));
    String input = graph.input(TensorSpec.column(field.name(), DataType.FP32, doc));
    values.put(field.name(), nodes.within(input, (float) field.minimum(), (float) field.maximum()));
  }

  private void category(GraphBuilder graph, String tag, List<String> known) {
    String doc =
        "tag, one of %s; any other text and the empty text mean unknown"
            .formatted(String.join(", ", known));
    String input = graph.input(TensorSpec.column(tag, DataType.BYTES, doc));
    List<String> keys = known.isEmpty() ? List.of("") : known;
    float[] codes = new float[keys.size()];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = known.isEmpty() ? Vocabulary.UNKNOWN : i;
    }
    values.put(tag, nodes.ops().encodeFloats(input, keys, codes, Vocabulary.UNKNOWN));
  }

  private void derived() {
    String bandwidth = value(TransferTelemetry.BANDWIDTH_MBPS);
    String cpu = value(TransferTelemetry.CPU_USAGE);
    values.put(
        NETWORK_QUALITY,
        nodes.ops().div(bandwidth, nodes.plus(value(TransferTelemetry.RTT_MS), 1)));
    values.put(
        MEMORY_PRESSURE,
        nodes.from(
            1,
            nodes
                .ops()
                .div(value(TransferTelemetry.MEMORY_AVAILABLE_MB), nodes.ops().scalar(10_000f))));
    values.put(
        HDE_EFFICIENCY,
        nodes
            .ops()
            .div(
                nodes
                    .ops()
                    .mul(
                        value(TransferTelemetry.HDE_RATIO),
                        value(TransferTelemetry.HDE_DELTA_HIT_RATE)),
                nodes.ops().scalar(100f)));
    values.put(
        AMST_EFFICIENCY,
        nodes
            .ops()
            .div(value(TransferTelemetry.AMST_TRANSFER_RATE_MBPS), nodes.plus(bandwidth, 1)));
    values.put(
        BASELINE_EFFICIENCY,
        nodes.ops().mul(value(TransferTelemetry.BASELINE_RATIO), nodes.from(1, cpu)));
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
