package io.wiresmith.evaluation.fields;

import io.wiresmith.core.ModelKey;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.fields.LabelledMessage;
import io.wiresmith.core.fields.MessageDigests;
import io.wiresmith.core.fields.TagScheme;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Json;
import io.wiresmith.onnx.Conformance;
import io.wiresmith.onnx.DataType;
import io.wiresmith.onnx.OnnxModel;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.onnx.TensorSpec;
import io.wiresmith.onnx.crf.CrfLayer;
import io.wiresmith.onnx.crf.CrfOutputs;
import io.wiresmith.onnx.graph.GraphBuilder;
import io.wiresmith.onnx.graph.Ops;
import io.wiresmith.onnx.mlflow.MlflowFlavor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A valid artifact without training: a byte is the id of its own tag, modulo 14, and almost certain
 * of it; where that tag may not stand, the chain chooses another.
 *
 * @param together whether it looks at the first message of the batch too, as no model may
 * @param captures that it says it was trained on
 * @param digests of the messages that it says it was trained on
 */
public record TestingTagger(boolean together, List<String> captures, String digests) {
  /** The model that it says it is. */
  static final ModelKey MODEL = ModelKey.parse("fields");

  private static final int VALUES = 256;

  /** One that is sound. */
  public static TestingTagger trainedOn(String... captures) {
    return new TestingTagger(false, List.of(captures), "");
  }

  TestingTagger thatSeesTheBatch() {
    return new TestingTagger(true, captures, digests);
  }

  TestingTagger thatHasLearned(LabelledMessage... messages) {
    return new TestingTagger(together, captures, MessageDigests.of(List.of(messages)).text());
  }

  /** Writes the artifact. */
  public Artifact write(Path directory) {
    AtomicFiles.directory(directory);
    byte[] bytes = model();
    List<Tensor> example =
        List.of(
            new Tensor("bytes", DataType.UINT8, new long[] {1, 3}, new byte[] {2, 3, 0}),
            Tensor.longs("lengths", new long[] {1}, 3));
    AtomicFiles.write(directory.resolve(Artifact.MODEL), bytes);
    try (OnnxModel model = OnnxModel.load(bytes)) {
      Conformance vectors = Conformance.record(model, Map.of("one-message", example), 1e-5);
      AtomicFiles.write(directory.resolve(Artifact.CONFORMANCE), vectors.bytes());
    }
    AtomicFiles.write(directory.resolve(Artifact.PROVENANCE), Json.bytes(provenance()));
    MlflowFlavor.write(directory, bytes, example);
    return Artifact.commit(directory, MODEL);
  }

  private byte[] model() {
    GraphBuilder graph = new GraphBuilder("testing_tagger");
    Ops ops = graph.ops();
    String bytes = graph.input(TensorSpec.of("bytes", DataType.UINT8, "messages", "N", "L"));
    String lengths = graph.input(TensorSpec.of("lengths", DataType.INT64, "bytes of each", "N"));
    int tags = TagScheme.FIELDS.size();
    float[] table = new float[VALUES * tags];
    for (int value = 0; value < VALUES; value++) {
      table[value * tags + value % tags] = 20;
    }
    String scores = graph.constant(Tensor.floats("table", new long[] {VALUES, tags}, table));
    String ids = ops.transpose(ops.cast(bytes, DataType.INT64), 1, 0);
    String own = ops.gather(scores, ids, 0);
    String seen = together ? ops.add(own, ops.slice(own, 1, 0, 1)) : own;
    CrfOutputs out =
        new CrfLayer(TagScheme.FIELDS, new float[tags * tags], new float[tags], new float[tags])
            .write(graph, "chain", seen, lengths);
    graph.output(TensorSpec.of("boundary", DataType.FP32, "begins", "N", "L"), out.boundary());
    graph.output(TensorSpec.of("fields", DataType.INT64, "fields", "K", 4), out.segments());
    graph.output(
        TensorSpec.of("field_confidence", DataType.FP32, "of each", "K"), out.segmentConfidence());
    return graph.build(Map.of("model", MODEL.id()), "Reads tags, for tests.");
  }

  private Map<String, Object> provenance() {
    return Map.of(
        "captures",
        captures,
        MessageDigests.KEY,
        digests,
        "trained",
        Map.of("from", "1970-01-01T00:00:00Z", "until", "1970-01-01T00:00:01Z"),
        "seed",
        1,
        "code_revision",
        "testing");
  }
}
