package io.wiresmith.training.fields;

import io.wiresmith.onnx.DataType;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.onnx.TensorSpec;
import io.wiresmith.onnx.crf.CrfLayer;
import io.wiresmith.onnx.crf.CrfOutputs;
import io.wiresmith.onnx.graph.GraphBuilder;
import io.wiresmith.onnx.graph.Ops;
import io.wiresmith.onnx.lstm.BidirectionalLstm;
import io.wiresmith.training.crf.ChainParameters;

/** The whole tagger as nodes: bytes in, tags and fields out. */
final class TaggerNodes {
  static final String BYTES = "bytes";
  static final String LENGTHS = "lengths";

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
    String bytes =
        graph.input(
            TensorSpec.of(
                BYTES,
                DataType.UINT8,
                "The messages. What lies past a message's length may be anything.",
                "N",
                "L"));
    String lengths =
        graph.input(TensorSpec.of(LENGTHS, DataType.INT64, "Bytes of each message, 0 to L.", "N"));
    ChainParameters chain = weights.chain();
    CrfOutputs outputs =
        new CrfLayer(chain.scheme(), chain.transitions(), chain.start(), chain.end())
            .write(graph, "chain", emissions(bytes, lengths), lengths);
    output("tags", DataType.INT64, "Tag of each byte, -1 past the end.", outputs.tags(), "N", "L");
    output(
        "tag_confidence",
        DataType.FP32,
        "Probability of that tag, 0 past the end.",
        outputs.tagConfidence(),
        "N",
        "L");
    output(
        "boundary",
        DataType.FP32,
        "Probability that a field starts at the byte, 0 past the end.",
        outputs.boundary(),
        "N",
        "L");
    output(
        "fields",
        DataType.INT64,
        "The fields of all messages in order: message, start, end (exclusive), type.",
        outputs.segments(),
        "K",
        4);
    output(
        "field_confidence",
        DataType.FP32,
        "Probability of the whole field with its type.",
        outputs.segmentConfidence(),
        "K");
    return graph;
  }

  private void output(String name, DataType type, String doc, String value, Object... dims) {
    graph.output(TensorSpec.of(name, type, doc, dims), value);
  }

  /** Scores of all tags, float {@code [L, N, tags]}. */
  private String emissions(String bytes, String lengths) {
    Ops ops = graph.ops();
    TaggerShape shape = weights.shape();
    String table = constant("embedding", weights.embedding(), TaggerShape.BYTES, shape.embedding());
    String ids = ops.transpose(ops.cast(bytes, DataType.INT64), 1, 0);
    String value = ops.gather(table, ids, 0);
    int layer = 0;
    for (BidirectionalLstm lstm : weights.layers()) {
      value = lstm.write(graph, "lstm" + layer++, value, lengths);
    }
    String linear = constant("linear", weights.linearWeights(), shape.tags(), shape.width());
    String bias = constant("linear_bias", weights.linearBias(), shape.tags());
    return graph.named("emissions", ops.add(ops.matmul(value, ops.transpose(linear, 1, 0)), bias));
  }

  private String constant(String name, float[] values, long... shape) {
    return graph.constant(Tensor.floats(name, shape, values));
  }
}
