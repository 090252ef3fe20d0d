package io.wiresmith.evaluation.bandwidth;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.io.Locations;
import io.wiresmith.onnx.ArtifactSession;
import io.wiresmith.onnx.Tensor;
import java.util.List;
import java.util.Map;

/** An open artifact that forecasts windows. */
final class ForecastSession implements AutoCloseable {
  private static final String INPUT = "throughput_mbps";

  private final String directory;
  private final ArtifactSession session;

  ForecastSession(String directory) {
    this.directory = directory;
    this.session = ArtifactSession.open(Artifact.open(Locations.path(directory)));
  }

  /**
   * Forecasts of windows of one length.
   *
   * @param rows windows
   * @param steps of each
   * @param values all of them behind each other
   * @return forecast, lower, upper and confidence of each
   */
  float[][] forecast(int rows, int steps, float[] values) {
    Map<String, Tensor> out =
        session.run(List.of(Tensor.floats(INPUT, new long[] {rows, steps}, values)));
    return new float[][] {
      output(out, "forecast_mbps"),
      output(out, "lower_mbps"),
      output(out, "upper_mbps"),
      output(out, "confidence")
    };
  }

  private float[] output(Map<String, Tensor> outputs, String name) {
    Tensor tensor = outputs.get(name);
    if (tensor == null) {
      throw new WiresmithException(
          ErrorCode.CONFORMANCE_FAILED,
          "%s has the outputs %s; '%s' is required. Export it again."
              .formatted(directory, outputs.keySet(), name));
    }
    return tensor.floats();
  }

  /** The names of its inputs. */
  List<String> inputs() {
    return session.inputs().stream().map(spec -> spec.name()).toList();
  }

  @Override
  public void close() {
    session.close();
  }
}
