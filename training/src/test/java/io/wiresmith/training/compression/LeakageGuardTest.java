package io.wiresmith.training.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.compression.TransferTelemetry;
import io.wiresmith.onnx.DataType;
import io.wiresmith.onnx.OnnxModel;
import io.wiresmith.onnx.TensorSpec;
import io.wiresmith.onnx.graph.GraphBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LeakageGuardTest {
  private static final Vocabulary VOCABULARY =
      new Vocabulary(List.of(List.of("edge", "wan"), List.of("eu-west")));

  @Test
  void theFeaturesAreExactlyTheEighteenThatAreDocumented() {
    assertThat(CompressionFeatures.FEATURES)
        .containsExactly(
            "rtt_ms",
            "jitter_ms",
            "bandwidth_mbps",
            "network_quality",
            "size_mb",
            "entropy",
            "compressibility_score",
            "cpu_usage",
            "memory_pressure",
            "hde_ratio",
            "hde_delta_hit_rate",
            "amst_transfer_rate_mbps",
            "baseline_ratio",
            "hde_efficiency",
            "amst_efficiency",
            "baseline_efficiency",
            "link_type",
            "region");
  }

  @Test
  void theGraphReadsNothingThatIsMeasuredAfterwards() {
    FeatureGraph graph =
        FeatureGraph.of(VOCABULARY, CompressionTrainingConfig.shipped(), Optional.empty());
    try (OnnxModel model = OnnxModel.load(graph.model())) {
      List<String> inputs = model.inputs().stream().map(TensorSpec::name).toList();
      assertThat(inputs).hasSize(14).noneMatch(TransferTelemetry::measuredAfterwards);
      LeakageGuard.check(inputs);
    }
  }

  @Test
  void refusesAGraphWithAPlantedColumnOfTheFuture() {
    for (String planted :
        List.of("effective_bandwidth_mbps", "hde_compressed_mb", "algorithm", "transfer_ms")) {
      assertThatThrownBy(() -> LeakageGuard.check(inputs(planted)))
          .isInstanceOf(WiresmithException.class)
          .hasMessageContaining("Leakage: '" + planted + "'")
          .hasMessageContaining("measured after the transfer");
    }
  }

  @Test
  void refusesWhateverIsNotKnownToBeKnownBefore() {
    for (String planted : List.of("label", "cost_hde", "margin", "next_bandwidth_mbps", "node")) {
      assertThatThrownBy(() -> LeakageGuard.check(inputs(planted)))
          .isInstanceOf(WiresmithException.class)
          .hasMessageContaining("Leakage: '" + planted + "'");
    }
  }

  /** The inputs of a feature graph into which a column was planted. */
  private static List<String> inputs(String planted) {
    GraphBuilder graph = new GraphBuilder("planted");
    CompressionFeatures features = new CompressionFeatures(graph, VOCABULARY);
    String leak = graph.input(TensorSpec.column(planted, DataType.FP32, "planted"));
    graph.output(
        TensorSpec.of("f", DataType.FP32, "features", "N", "F"),
        graph.ops().concat(1, List.of(features.treeInputs(List.of()), leak)));
    try (OnnxModel model = OnnxModel.load(graph.build(Map.of(), ""))) {
      return model.inputs().stream().map(TensorSpec::name).toList();
    }
  }
}
