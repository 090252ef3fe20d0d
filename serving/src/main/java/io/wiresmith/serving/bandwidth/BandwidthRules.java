package io.wiresmith.serving.bandwidth;

import io.wiresmith.core.bandwidth.LinkTelemetry;
import io.wiresmith.onnx.DataType;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.onnx.TensorSpec;
import io.wiresmith.serving.model.FallbackRules;
import io.wiresmith.serving.model.ModelSignature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Forecasts an exponentially weighted mean (factor .5) of what was measured; the interval is that
 * mean and two of its mean deviations, the confidence {@code 1 / (1 + 4 * deviation / mean)}: an
 * order rather than a calibrated chance. Nothing measured gives 0 with confidence 0.
 */
public final class BandwidthRules implements FallbackRules {
  private static final double FACTOR = 0.5;
  private static final double WIDTH = 2;
  private static final double FALL = 4;
  private static final float MOST = (float) LinkTelemetry.MOST_MBPS;
  private static final List<String> OUTPUTS =
      List.of("forecast_mbps", "lower_mbps", "upper_mbps", "confidence");
  private static final ModelSignature SIGNATURE =
      new ModelSignature(
          List.of(TensorSpec.of(LinkTelemetry.THROUGHPUT_MBPS, DataType.FP32, "Mbit/s", "N", "T")),
          Set.of(),
          OUTPUTS.stream().map(name -> TensorSpec.of(name, DataType.FP32, "", "N")).toList());

  @Override
  public ModelSignature signature() {
    return SIGNATURE;
  }

  @Override
  public Map<String, Tensor> decide(List<Tensor> inputs) {
    Tensor history = inputs.get(0);
    int rows = history.rows();
    float[] values = history.floats();
    int steps = values.length / rows;
    float[][] outputs = new float[OUTPUTS.size()][rows];
    for (int row = 0; row < rows; row++) {
      decide(values, row * steps, steps, outputs, row);
    }
    Map<String, Tensor> named = new LinkedHashMap<>();
    for (int i = 0; i < outputs.length; i++) {
      String name = OUTPUTS.get(i);
      named.put(name, Tensor.floats(name, new long[] {rows}, outputs[i]));
    }
    return named;
  }

  private static void decide(float[] values, int from, int steps, float[][] outputs, int row) {
    double mean = Double.NaN;
    double deviation = 0;
    for (int i = from; i < from + steps; i++) {
      float value = Math.min(MOST, values[i]);
      if (value >= 0) {
        double off = Double.isNaN(mean) ? 0 : Math.abs(value - mean);
        deviation = FACTOR * off + (1 - FACTOR) * deviation;
        mean = Double.isNaN(mean) ? value : FACTOR * value + (1 - FACTOR) * mean;
      }
    }
    if (!Double.isNaN(mean)) {
      outputs[0][row] = (float) mean;
      outputs[1][row] = (float) Math.max(0, mean - WIDTH * deviation);
      outputs[2][row] = (float) (mean + WIDTH * deviation);
      outputs[3][row] = (float) (mean > 0 ? 1 / (1 + FALL * deviation / mean) : 0);
    }
  }
}
