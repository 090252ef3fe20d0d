package io.wiresmith.training.compression;

import io.wiresmith.core.compression.Codec;
import io.wiresmith.onnx.DataType;
import io.wiresmith.onnx.TensorSpec;
import io.wiresmith.onnx.graph.GraphBuilder;
import io.wiresmith.onnx.graph.Ops;
import io.wiresmith.onnx.trees.TreeEnsemble;
import io.wiresmith.training.network.FittedNetwork;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the whole decision as one ONNX graph: features, members, blend, decision. */
final class CompressionGraph {
  static final String DECISION = "decision";
  static final String PROBABILITIES = "probabilities";
  static final String CONFIDENCE = "confidence";

  private static final String DOC =
      "Chooses the codec that moves a payload cheapest: hde, amst or none. Inputs are telemetry"
          + " known before the transfer, each [N,1]; NaN and the empty text are missing values.";

  private CompressionGraph() {}

  /** The model. The same arguments give the same bytes. */
  static byte[] write(
      TrainingData data,
      CompressionTrainingConfig config,
      Members members,
      Map<String, String> metadata) {
    GraphBuilder graph = new GraphBuilder("compression");
    Ops ops = graph.ops();
    MemberInputs inputs =
        MemberInputs.add(graph, data.vocabulary(), config, Optional.of(data.scaling()));
    String trees = trees(graph, members, inputs.trees());
    String networks = networks(graph, members.networks(), inputs.network());
    String blended =
        ops.add(
            ops.mul(trees, ops.scalar((float) members.treeWeight())),
            ops.mul(networks, ops.scalar((float) (1 - members.treeWeight()))));
    int classes = Codec.values().length;
    graph.output(
        TensorSpec.of(DECISION, DataType.BYTES, "the codec to use: hde, amst or none", "N"),
        ops.decodeStrings(ops.argMax(blended, 1), Codec.ids()));
    graph.output(
        TensorSpec.of(PROBABILITIES, DataType.FP32, "probability of hde, amst, none", "N", classes),
        blended);
    graph.output(
        TensorSpec.of(CONFIDENCE, DataType.FP32, "probability of the decision", "N"),
        ops.reduceMax(PROBABILITIES, 1));
    return graph.build(metadata, DOC);
  }

  /** The trees alone, from their inputs {@code [N,F]}, to compare every split threshold. */
  static byte[] treesOnly(Members members, int width) {
    GraphBuilder graph = new GraphBuilder("compression_trees");
    String inputs =
        graph.input(
            TensorSpec.of(
                FeatureGraph.TREE_INPUTS, DataType.FP32, "inputs of the trees", "N", width));
    graph.output(
        TensorSpec.of(
            PROBABILITIES, DataType.FP32, "by the trees alone", "N", Codec.values().length),
        trees(graph, members, inputs));
    return graph.build(Map.of(), "Trees of the compression model");
  }

  private static String trees(GraphBuilder graph, Members members, String inputs) {
    String margins = TreeEnsemble.ofXgboost(members.trees().json()).write(graph, inputs);
    return graph.ops().softmax(margins, 1);
  }

  private static String networks(GraphBuilder graph, List<FittedNetwork> networks, String inputs) {
    Ops ops = graph.ops();
    String sum = "";
    for (int bag = 0; bag < networks.size(); bag++) {
      String probabilities =
          networks.get(bag).network().write(graph, "network_" + (bag + 1), inputs);
      sum = sum.isEmpty() ? probabilities : ops.add(sum, probabilities);
    }
    return ops.div(sum, ops.scalar((float) networks.size()));
  }
}
