package io.wiresmith.training.fields;

import io.wiresmith.onnx.Tensor;
import io.wiresmith.onnx.crf.CrfLayer;
import io.wiresmith.onnx.crf.CrfOutputs;
import io.wiresmith.onnx.fields.MessageTensors;
import io.wiresmith.onnx.graph.GraphBuilder;
import io.wiresmith.onnx.graph.Ops;
import io.wiresmith.onnx.lstm.BidirectionalLstm;
import io.wiresmith.training.crf.ChainParameters;
import java.util.List;

/** The whole tagger as nodes: bytes in, tags and fields out. */
final class TaggerNodes {
  /** Scores of all tags, float {@code [L, N, tags]}. */
  static final String EMISSIONS = "emissions";

  private final GraphBuilder graph = new GraphBuilder("fields");
  private final TaggerWeights weights;

  private TaggerNodes(TaggerWeights weights) {
    this.weights = weights;
  }

  /** A graph with the inputs and outputs of the model; the caller builds it. */
  static GraphBuilder of(TaggerWeights weights) {
    return new TaggerNodes(weights).write();
  }

  private GraphBuilder write() {
    List<String> inputs = MessageTensors.INPUTS.stream().map(graph::input).toList();
    FilledBatch batch = new FilledBatch(graph, inputs.get(0));
    String lengths = batch.lengths(inputs.get(1));
    ChainParameters chain = weights.chain();
    CrfOutputs outputs =
        new CrfLayer(
                chain.scheme(), chain.transitions(), chain.start(), chain.end(), TaggerWeights.LEAN)
            .write(graph, "chain", emissions(batch.bytes(), lengths), lengths);
    List<String> values =
        List.of(
            batch.asked(outputs.tags()),
            batch.asked(outputs.tagConfidence()),
            batch.asked(outputs.boundary()),
            outputs.segments(),
            outputs.segmentConfidence());
    for (int i = 0; i < values.size(); i++) {
      graph.output(MessageTensors.OUTPUTS.get(i), values.get(i));
    }
    return graph;
  }

  /** Scores of all tags, float {@code [L, N, tags]}. */
  private String emissions(String bytes, String lengths) {
    Ops ops = graph.ops();
    TaggerShape shape = weights.shape();
    String table = constant("embedding", weights.embedding(), TaggerShape.BYTES, shape.embedding());
    String ids = ops.transpose(bytes, 1, 0);
    String value = ops.gather(table, ids, 0);
    int layer = 0;
    for (BidirectionalLstm lstm : weights.layers()) {
      value = lstm.write(graph, "lstm" + layer++, value, lengths);
    }
    String linear = constant("linear", weights.linearWeights(), shape.tags(), shape.width());
    String bias = constant("linear_bias", weights.linearBias(), shape.tags());
    return graph.named(EMISSIONS, ops.add(ops.matmul(value, ops.transpose(linear, 1, 0)), bias));
  }

  private String constant(String name, float[] values, long... shape) {
    return graph.constant(Tensor.floats(name, shape, values));
  }
}
