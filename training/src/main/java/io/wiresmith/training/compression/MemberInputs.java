package io.wiresmith.training.compression;

import io.wiresmith.onnx.graph.GraphBuilder;
import java.util.Optional;

/**
 * The values in a graph that the members read.
 *
 * @param trees {@code [N,F]}
 * @param network {@code [N,D]}
 */
record MemberInputs(String trees, String network) {
  static MemberInputs add(
      GraphBuilder graph,
      Vocabulary vocabulary,
      CompressionTrainingConfig config,
      Optional<Scaling> scaling) {
    CompressionFeatures features = new CompressionFeatures(graph, vocabulary);
    NetworkInputs network = new NetworkInputs(features);
    String trees = features.treeInputs(config.treeRows().interactions());
    String unscaled = network.unscaled(config.networkRows().interactions());
    return new MemberInputs(
        trees, scaling.map(known -> network.scaled(unscaled, known, vocabulary)).orElse(unscaled));
  }
}
