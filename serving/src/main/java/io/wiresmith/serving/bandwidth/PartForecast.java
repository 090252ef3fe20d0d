package io.wiresmith.serving.bandwidth;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.onnx.ArtifactSession;
import io.wiresmith.onnx.Tensor;
import java.util.Map;

/**
 * What one of both models says about each row.
 *
 * @param forecast Mbit/s
 * @param lower Mbit/s
 * @param upper Mbit/s
 * @param confidence 0 to 1
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PartForecast(float[] forecast, float[] lower, float[] upper, float[] confidence) {
  static final String FORECAST = "forecast_mbps";
  static final String LOWER = "lower_mbps";
  static final String UPPER = "upper_mbps";
  static final String CONFIDENCE = "confidence";

  /**
   * Takes the outputs of a model for so many rows.
   *
   * @throws WiresmithException {@code INTERNAL} if they are not those of a bandwidth model
   */
  static PartForecast of(Map<String, Tensor> outputs, int rows) {
    return new PartForecast(
        column(outputs, FORECAST, rows),
        column(outputs, LOWER, rows),
        column(outputs, UPPER, rows),
        column(outputs, CONFIDENCE, rows));
  }

  private static float[] column(Map<String, Tensor> outputs, String name, int rows) {
    Tensor tensor = ArtifactSession.output(outputs, name);
    if (tensor.size() != rows) {
      throw new WiresmithException(
          ErrorCode.INTERNAL,
          "The output '%s' of a bandwidth model is %s for %d rows; required is FP32 [%d]."
              .formatted(name, tensor.describe(), rows, rows));
    }
    return tensor.floats();
  }
}
