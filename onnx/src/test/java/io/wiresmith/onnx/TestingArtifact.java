package io.wiresmith.onnx;

import io.wiresmith.core.ModelId;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.Window;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.compression.Codec;
import io.wiresmith.core.compression.TransferTelemetry;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.io.Sha256;
import io.wiresmith.onnx.Conformance.Expected;
import io.wiresmith.onnx.Conformance.Vector;
import io.wiresmith.onnx.graph.GraphBuilder;
import io.wiresmith.onnx.graph.Ops;
import io.wiresmith.onnx.mlflow.MlflowFlavor;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A complete, valid artifact without training: a tiny graph with the inputs and outputs of the
 * compression model. High entropy favours {@code none}, a large size {@code amst}, else {@code
 * hde}; an unknown or missing tag lowers {@code hde}, NaN counts as 0.
 *
 * @param key the model
 * @param bias added to the score of {@code hde}: another value is another digest and other
 *     decisions
 * @param failingVector whether one conformance vector expects what the model does not give
 * @param trained the window that the provenance names
 */
public record TestingArtifact(ModelKey key, float bias, boolean failingVector, Window trained) {
  private static final String DATASET = Sha256.of("the testing dataset");

  /** Compression, no bias, sound vectors, trained on October 2026. */
  public static TestingArtifact sound() {
    Window october =
        new Window(Instant.parse("2026-10-01T00:00:00Z"), Instant.parse("2026-11-01T00:00:00Z"));
    return new TestingArtifact(ModelKey.of(ModelId.COMPRESSION), 0, false, october);
  }

  /** The same with another bias: other bytes. */
  public TestingArtifact withBias(float other) {
    return new TestingArtifact(key, other, failingVector, trained);
  }

  /** The same, but its second conformance vector fails. */
  public TestingArtifact withFailingVector() {
    return new TestingArtifact(key, bias, true, trained);
  }

  /** The same, trained on another window: another digest through the provenance. */
  public TestingArtifact trainedOn(Window other) {
    return new TestingArtifact(key, bias, failingVector, other);
  }

  /** Writes and commits the directory, which is made if need be. */
  public Artifact write(Path directory) {
    AtomicFiles.directory(directory);
    byte[] model = model();
    AtomicFiles.write(directory.resolve(Artifact.MODEL), model);
    AtomicFiles.write(directory.resolve(Artifact.CONFORMANCE), conformance(model).bytes());
    AtomicFiles.write(directory.resolve(Artifact.PROVENANCE), Json.bytes(provenance()));
    MlflowFlavor.write(directory, model, inputs(1));
    return Artifact.commit(directory, key);
  }

  /** Inputs of so many rows, spread over the range of every field; the last tag is unknown. */
  public static List<Tensor> inputs(int rows) {
    List<Tensor> inputs = new ArrayList<>();
    for (String field : TransferTelemetry.inputFields()) {
      double span = Math.min(spec(field), 1000);
      float[] values = new float[rows];
      for (int row = 0; row < rows; row++) {
        values[row] = (float) (span * (row + 1) / (rows + 1));
      }
      inputs.add(Tensor.column(field, values));
    }
    for (String tag : TransferTelemetry.INPUT_TAGS) {
      String[] values = new String[rows];
      for (int row = 0; row < rows; row++) {
        values[row] = row == rows - 1 && rows > 1 ? "unknown" : "wan";
      }
      inputs.add(Tensor.column(tag, values));
    }
    return inputs;
  }

  /** The bytes of {@code model.onnx}. */
  public byte[] model() {
    GraphBuilder graph = new GraphBuilder("testing_compression");
    Ops ops = graph.ops();
    Map<String, String> values = new TreeMap<>();
    for (String field : TransferTelemetry.inputFields()) {
      String input = graph.input(TensorSpec.column(field, DataType.FP32, "telemetry field"));
      values.put(field, ops.replaceNaN(input, 0));
    }
    String known = ops.scalar(bias);
    for (String tag : TransferTelemetry.INPUT_TAGS) {
      String input = graph.input(TensorSpec.column(tag, DataType.BYTES, "telemetry tag"));
      List<String> texts = List.of("datacenter", "wan", "edge", "eu", "us");
      known = ops.add(known, ops.encodeFloats(input, texts, new float[] {1, 1, 1, 1, 1}, 0));
    }
    String others = ops.scalar(0f);
    for (String value : values.values()) {
      others = ops.add(others, ops.mul(ops.clip(value, 0, 1), ops.scalar(1e-3f)));
    }
    String size = ops.log(ops.add(value(values, TransferTelemetry.SIZE_MB), ops.scalar(1f)));
    String amst = ops.sub(size, ops.scalar(4f));
    String none = ops.sub(value(values, TransferTelemetry.ENTROPY), ops.scalar(3.5f));
    String scores = ops.concat(1, List.of(ops.add(known, others), amst, none));
    String probabilities = graph.named("softmax_scores", ops.softmax(scores, 1));
    outputs(graph, probabilities);
    return graph.build(
        Map.of("model", key.id(), "dataset", DATASET, "classes", String.join(",", Codec.ids())),
        "Chooses a codec, for tests.");
  }

  private static void outputs(GraphBuilder graph, String probabilities) {
    Ops ops = graph.ops();
    String best = ops.argMax(probabilities, 1);
    graph.output(
        TensorSpec.of("decision", DataType.BYTES, "the codec", "N"),
        ops.decodeStrings(best, Codec.ids()));
    graph.output(
        TensorSpec.of("confidence", DataType.FP32, "probability of the decision", "N"),
        ops.reduceMax(probabilities, 1));
    graph.output(
        TensorSpec.of("probabilities", DataType.FP32, "hde, amst, none", "N", 3), probabilities);
  }

  private Conformance conformance(byte[] model) {
    Map<String, List<Tensor>> cases = new LinkedHashMap<>();
    cases.put("one-row", inputs(1));
    cases.put("four-rows", inputs(4));
    List<Tensor> missing = new ArrayList<>(inputs(1));
    missing.set(0, Tensor.column(missing.get(0).name(), Float.NaN));
    cases.put("missing-value", missing);
    try (OnnxModel loaded = OnnxModel.load(model)) {
      Conformance sound = Conformance.record(loaded, cases, 1e-5);
      return failingVector ? broken(sound) : sound;
    }
  }

  private static Conformance broken(Conformance sound) {
    List<Vector> vectors = new ArrayList<>(sound.vectors());
    Vector second = vectors.get(1);
    List<Expected> outputs = new ArrayList<>(second.outputs());
    outputs.replaceAll(
        out ->
            out.tensor().name().equals("confidence")
                ? new Expected(Tensor.floats("confidence", out.tensor().shape(), 2, 2, 2, 2), 1e-5)
                : out);
    vectors.set(1, new Vector(second.name(), second.inputs(), outputs));
    return new Conformance(vectors);
  }

  private Map<String, Object> provenance() {
    return Map.of(
        "model", key.id(),
        "dataset", Map.of("sha256", DATASET),
        "trained", Map.of("from", trained.from(), "until", trained.until()),
        "seed", 1,
        "codeRevision", "testing");
  }

  private static String value(Map<String, String> values, String field) {
    return values.getOrDefault(field, "");
  }

  private static double spec(String field) {
    return TransferTelemetry.FIELDS.stream()
        .filter(spec -> spec.name().equals(field))
        .mapToDouble(spec -> spec.maximum())
        .findFirst()
        .orElseThrow();
  }
}
