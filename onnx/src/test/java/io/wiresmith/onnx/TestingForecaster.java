package io.wiresmith.onnx;

import io.wiresmith.core.ModelId;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.bandwidth.LinkMode;
import io.wiresmith.core.bandwidth.LinkTelemetry;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Json;
import io.wiresmith.onnx.graph.GraphBuilder;
import io.wiresmith.onnx.graph.Ops;
import io.wiresmith.onnx.mlflow.MlflowFlavor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A complete, valid artifact of a bandwidth model without training: the forecast is the last value
 * times a factor, the interval a tenth of it around, the confidence always the same.
 *
 * @param mode the variant
 * @param factor what the last value is multiplied with
 * @param confidence 0 to 1
 */
public record TestingForecaster(LinkMode mode, float factor, float confidence) {
  /** The model. */
  public ModelKey key() {
    return new ModelKey(ModelId.BANDWIDTH, mode.id());
  }

  /** Writes and commits the directory, which is made if need be. */
  public Artifact write(Path directory) {
    AtomicFiles.directory(directory);
    byte[] model = model();
    List<Tensor> example =
        List.of(Tensor.floats(LinkTelemetry.THROUGHPUT_MBPS, new long[] {2, 3}, 1, 2, 3, 4, 5, 6));
    AtomicFiles.write(directory.resolve(Artifact.MODEL), model);
    try (OnnxModel loaded = OnnxModel.load(model)) {
      Conformance sound = Conformance.record(loaded, Map.of("two-rows", example), 1e-5);
      AtomicFiles.write(directory.resolve(Artifact.CONFORMANCE), sound.bytes());
    }
    AtomicFiles.write(
        directory.resolve(Artifact.PROVENANCE),
        Json.bytes(Map.of("model", key().id(), "codeRevision", "testing")));
    MlflowFlavor.write(directory, model, example);
    return Artifact.commit(directory, key());
  }

  /** The bytes of {@code model.onnx}. */
  public byte[] model() {
    GraphBuilder graph = new GraphBuilder("testing_bandwidth");
    Ops ops = graph.ops();
    String history =
        graph.input(
            TensorSpec.of(LinkTelemetry.THROUGHPUT_MBPS, DataType.FP32, "Mbit/s", "N", "T"));
    String last = ops.replaceNaN(ops.gather(history, ops.scalar(-1L), 1), 0);
    String forecast = ops.mul(last, ops.scalar(factor));
    String lower = ops.mul(forecast, ops.scalar(.9f));
    String upper = ops.mul(forecast, ops.scalar(1.1f));
    String sure = ops.add(ops.mul(last, ops.scalar(0f)), ops.scalar(confidence));
    output(graph, "forecast_mbps", forecast); // An output's value has another name from then on.
    output(graph, "lower_mbps", lower);
    output(graph, "upper_mbps", upper);
    output(graph, "confidence", sure);
    return graph.build(Map.of("model", key().id()), "Repeats the last value, for tests.");
  }

  private static void output(GraphBuilder graph, String name, String value) {
    graph.output(TensorSpec.of(name, DataType.FP32, "", "N"), value);
  }
}
