package io.wiresmith.training.compression;

import io.wiresmith.core.compression.TransferTelemetry;
import io.wiresmith.onnx.DataType;
import io.wiresmith.onnx.graph.Ops;
import java.util.ArrayList;
import java.util.List;

/**
 * The inputs of the networks: features on a logarithmic scale where they span decades, standardised
 * by the training rows, and the two categories one-hot. A missing number becomes the training mean
 * (0), everything is limited to 5 deviations, and an unknown or missing category is all zero.
 */
final class NetworkInputs {
  private static final float LIMIT = 5;
  private static final int NUMERIC = 16;

  private final CompressionFeatures features;
  private final FeatureNodes nodes;
  private final Ops ops;

  NetworkInputs(CompressionFeatures features) {
    this.features = features;
    this.nodes = features.nodes();
    this.ops = nodes.ops();
  }

  /** The numbers before standardisation, {@code [N,K]}, NaN where missing. */
  String unscaled(List<Interaction> interactions) {
    List<String> parts = new ArrayList<>();
    for (String feature : CompressionFeatures.FEATURES.subList(0, NUMERIC)) {
      parts.add(scale(feature));
    }
    for (Interaction interaction : interactions) {
      parts.add(scale(interaction));
    }
    return ops.concat(1, parts);
  }

  /** All inputs, {@code [N,D]}, finite. */
  String scaled(String unscaled, Scaling scaling, Vocabulary vocabulary) {
    String z =
        ops.div(ops.sub(unscaled, ops.floats(scaling.mean())), ops.floats(scaling.deviation()));
    List<String> parts = new ArrayList<>();
    parts.add(ops.clip(ops.replaceNaN(z, 0), -LIMIT, LIMIT));
    for (int tag = 0; tag < TransferTelemetry.INPUT_TAGS.size(); tag++) {
      int size = vocabulary.values().get(tag).size();
      if (size > 0) {
        parts.add(oneHot(features.value(TransferTelemetry.INPUT_TAGS.get(tag)), size));
      }
    }
    return ops.concat(1, parts);
  }

  private String oneHot(String code, int size) {
    float[] codes = new float[size];
    for (int i = 0; i < size; i++) {
      codes[i] = i;
    }
    return ops.cast(ops.equal(code, ops.floats(codes)), DataType.FP32);
  }

  private String scale(String feature) {
    String value = features.value(feature);
    return switch (feature) {
      case TransferTelemetry.RTT_MS,
          TransferTelemetry.JITTER_MS,
          TransferTelemetry.BANDWIDTH_MBPS,
          CompressionFeatures.NETWORK_QUALITY,
          TransferTelemetry.SIZE_MB,
          TransferTelemetry.HDE_RATIO,
          TransferTelemetry.BASELINE_RATIO ->
          nodes.logAtLeast(value, 1e-4f);
      case TransferTelemetry.COMPRESSIBILITY_SCORE -> nodes.logAtLeast(nodes.from(1, value), 1e-3f);
      case TransferTelemetry.CPU_USAGE, CompressionFeatures.HDE_EFFICIENCY ->
          nodes.logPlus(value, 1);
      case TransferTelemetry.AMST_TRANSFER_RATE_MBPS -> nodes.logPlus(value, 10);
      case CompressionFeatures.AMST_EFFICIENCY -> nodes.logPlus(value, 0.01f);
      case CompressionFeatures.BASELINE_EFFICIENCY -> nodes.logAtLeast(value, 1e-3f);
      default -> value;
    };
  }

  private String scale(Interaction interaction) {
    String value = features.interaction(interaction);
    return switch (interaction) {
      case HDE_SAVING_BASELINE, HDE_SAVING_ESTIMATE -> nodes.asinh(value);
      case RAW_TRANSFER_MILLIS,
          BREAK_EVEN_BANDWIDTH,
          HDE_GAIN,
          BASELINE_SURPRISE,
          HDE_SURPRISE,
          AMST_UTILISATION ->
          nodes.logAtLeast(value, 1e-6f);
    };
  }
}
