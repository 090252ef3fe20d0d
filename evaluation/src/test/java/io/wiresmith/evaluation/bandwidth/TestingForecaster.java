package io.wiresmith.evaluation.bandwidth;

import io.wiresmith.core.ModelKey;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Json;
import io.wiresmith.onnx.Conformance;
import io.wiresmith.onnx.DataType;
import io.wiresmith.onnx.OnnxModel;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.onnx.TensorSpec;
import io.wiresmith.onnx.graph.GraphBuilder;
import io.wiresmith.onnx.graph.Ops;
import io.wiresmith.onnx.mlflow.MlflowFlavor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A valid artifact without training: the forecast is the last value times a factor, 0 where it was
 * not measured, the interval is from half of it to one and a half, the confidence 0.5.
 *
 * @param factor of the last value
 * @param input its name
 * @param together whether it adds the mean of the other rows of the batch, as no model may
 * @param links that it says it was trained on, {@code <source>/<link>}
 */
record TestingForecaster(float factor, String input, boolean together, List<String> links) {
  private static final String INPUT = "throughput_mbps";

  static TestingForecaster trainedOn(String... links) {
    return new TestingForecaster(1, INPUT, false, List.of(links));
  }

  TestingForecaster times(float other) {
    return new TestingForecaster(other, input, together, links);
  }

  TestingForecaster withInput(String name) {
    return new TestingForecaster(factor, name, together, links);
  }

  TestingForecaster thatSeesTheBatch() {
    return new TestingForecaster(factor, input, true, links);
  }

  Artifact write(Path directory) {
    AtomicFiles.directory(directory);
    byte[] bytes = model();
    List<Tensor> example = List.of(Tensor.floats(input, new long[] {1, 3}, 1, 2, 3));
    AtomicFiles.write(directory.resolve(Artifact.MODEL), bytes);
    try (OnnxModel model = OnnxModel.load(bytes)) {
      Conformance vectors = Conformance.record(model, Map.of("one-row", example), 1e-5);
      AtomicFiles.write(directory.resolve(Artifact.CONFORMANCE), vectors.bytes());
    }
    AtomicFiles.write(directory.resolve(Artifact.PROVENANCE), Json.bytes(provenance()));
    MlflowFlavor.write(directory, bytes, example);
    return Artifact.commit(directory, ModelKey.parse("bandwidth-datacenter"));
  }

  private byte[] model() {
    GraphBuilder graph = new GraphBuilder("testing_forecaster");
    Ops ops = graph.ops();
    String history = graph.input(TensorSpec.of(input, DataType.FP32, "Mbit/s", "N", "T"));
    String last = ops.replaceNaN(ops.gather(history, ops.scalar(-1L), 1), 0);
    String seen = together ? ops.add(last, ops.reduceSum(last, 0)) : last;
    String forecast = ops.mul(seen, ops.scalar(factor));
    output(graph, "forecast_mbps", ops.mul(forecast, ops.scalar(1f)));
    output(graph, "lower_mbps", ops.mul(forecast, ops.scalar(0.5f)));
    output(graph, "upper_mbps", ops.mul(forecast, ops.scalar(1.5f)));
    output(graph, "confidence", ops.add(ops.mul(last, ops.scalar(0f)), ops.scalar(0.5f)));
    return graph.build(Map.of("model", "bandwidth-datacenter"), "Repeats, for tests.");
  }

  private static void output(GraphBuilder graph, String name, String value) {
    graph.output(TensorSpec.of(name, DataType.FP32, name, "N"), value);
  }

  private Map<String, Object> provenance() {
    return Map.of(
        "model",
        "bandwidth-datacenter",
        "links",
        links,
        "trained",
        Map.of("from", "2026-10-01T00:00:00Z", "until", "2026-11-01T00:00:00Z"),
        "seed",
        1,
        "code_revision",
        "testing");
  }
}
