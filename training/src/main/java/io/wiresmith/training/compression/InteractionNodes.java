package io.wiresmith.training.compression;

import io.wiresmith.core.compression.TransferTelemetry;
import io.wiresmith.onnx.graph.Ops;

/** The nodes of each {@link Interaction}. */
final class InteractionNodes {
  private static final float MEGABYTE_PER_MEGABIT_MILLIS = 8000;

  private final CompressionFeatures features;
  private final FeatureNodes nodes;
  private final Ops ops;

  InteractionNodes(CompressionFeatures features) {
    this.features = features;
    this.nodes = features.nodes();
    this.ops = nodes.ops();
  }

  /** The value, {@code [N,1]}. */
  String value(Interaction interaction) {
    String bandwidth = features.value(TransferTelemetry.BANDWIDTH_MBPS);
    String hde = features.value(TransferTelemetry.HDE_RATIO);
    String baseline = features.value(TransferTelemetry.BASELINE_RATIO);
    String rest = nodes.from(1, features.value(TransferTelemetry.COMPRESSIBILITY_SCORE));
    return switch (interaction) {
      case RAW_TRANSFER_MILLIS ->
          ops.div(
              nodes.times(features.value(TransferTelemetry.SIZE_MB), MEGABYTE_PER_MEGABIT_MILLIS),
              bandwidth);
      case BREAK_EVEN_BANDWIDTH ->
          ops.mul(bandwidth, nodes.plus(features.value(TransferTelemetry.CPU_USAGE), 1));
      case HDE_GAIN -> ops.div(hde, baseline);
      case BASELINE_SURPRISE -> ops.mul(baseline, rest);
      case HDE_SAVING_BASELINE -> saving(ops.sub(inverse(baseline), inverse(hde)));
      case HDE_SAVING_ESTIMATE -> saving(ops.sub(rest, inverse(hde)));
      case HDE_SURPRISE -> ops.mul(hde, rest);
      case AMST_UTILISATION ->
          ops.div(features.value(TransferTelemetry.AMST_TRANSFER_RATE_MBPS), bandwidth);
    };
  }

  private String inverse(String value) {
    return ops.div(ops.scalar(1f), value);
  }

  /** Share of bytes saved to milliseconds for each megabyte, at the break-even bandwidth. */
  private String saving(String share) {
    return ops.div(
        nodes.times(share, MEGABYTE_PER_MEGABIT_MILLIS),
        features.interaction(Interaction.BREAK_EVEN_BANDWIDTH));
  }
}
