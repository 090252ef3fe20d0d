package io.wiresmith.serving.bandwidth;

import io.wiresmith.core.bandwidth.ForecastWeights;
import io.wiresmith.core.bandwidth.HybridController;
import io.wiresmith.core.bandwidth.HybridMode;
import io.wiresmith.core.bandwidth.LinkMode;
import io.wiresmith.core.bandwidth.ModeState;
import java.util.Map;

/**
 * One row of the combined answer: the weighted mean of both forecasts, and of their bounds and
 * confidences.
 *
 * @param mode what the controller decided
 * @param weights how much each counts
 * @param forecast Mbit/s
 * @param lower Mbit/s
 * @param upper Mbit/s
 * @param confidence 0 to 1
 */
record HybridRow(
    HybridMode mode,
    ForecastWeights weights,
    float forecast,
    float lower,
    float upper,
    float confidence) {
  /** The answer for a row; where one part is missing, the other has all the weight. */
  static HybridRow of(ModeState mode, Map<LinkMode, PartForecast> parts, int row) {
    ForecastWeights weights = weights(mode, parts, row);
    double[] sums = new double[4];
    parts.forEach(
        (part, says) -> {
          double weight = weights.of(part);
          sums[0] += weight * says.forecast()[row];
          sums[1] += weight * says.lower()[row];
          sums[2] += weight * says.upper()[row];
          sums[3] += weight * says.confidence()[row];
        });
    return new HybridRow(
        mode.mode(),
        weights,
        (float) sums[0],
        (float) sums[1],
        (float) sums[2],
        (float) Math.min(1, sums[3]));
  }

  private static ForecastWeights weights(
      ModeState mode, Map<LinkMode, PartForecast> parts, int row) {
    PartForecast datacenter = parts.get(LinkMode.DATACENTER);
    PartForecast internet = parts.get(LinkMode.INTERNET);
    if (datacenter == null) {
      return ForecastWeights.INTERNET;
    }
    return internet == null
        ? ForecastWeights.DATACENTER
        : HybridController.weights(mode, datacenter.confidence()[row], internet.confidence()[row]);
  }
}
