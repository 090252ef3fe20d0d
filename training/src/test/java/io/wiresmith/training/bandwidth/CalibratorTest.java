package io.wiresmith.training.bandwidth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wiresmith.core.bandwidth.ForecastHit;
import io.wiresmith.core.dataset.DatasetPart;
import io.wiresmith.onnx.OnnxModel;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.training.bandwidth.LinkSeries.Segment;
import io.wiresmith.training.sequence.LstmWeights;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A network that learned nothing, on links that are noise: its intervals must be made right. */
final class CalibratorTest {
  private static final int STEPS = 30;
  private static final int LENGTH = 4000;
  private static final int UNITS = 2;
  private static final double HIT_SHARE = 0.5;

  /** Mixture weights are equal, centres are the naive forecasts, scales {@code exp(-2)}. */
  private static LstmWeights ignorant() {
    return new LstmWeights(
        LinkFeatures.WIDTH,
        List.of(UNITS),
        Mixture.OUTPUTS,
        List.of(
            new float[4 * UNITS * LinkFeatures.WIDTH],
            new float[4 * UNITS * UNITS],
            new float[4 * UNITS],
            new float[4 * UNITS],
            new float[Mixture.OUTPUTS * (UNITS + LinkFeatures.WIDTH)],
            new float[Mixture.OUTPUTS]));
  }

  private static LinkSeries noise(double spread, double idle) {
    SplittableRandom random = new SplittableRandom(3);
    float[] values = new float[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      boolean off = i / 100 % 10 < 10 * idle;
      values[i] = off ? 0 : (float) (50 * Math.exp(spread * (random.nextDouble() - 0.5)));
    }
    Segment segment = new Segment("noise", "one", DatasetPart.VALIDATION, 0, LENGTH);
    return new LinkSeries(FloatBuffer.wrap(values), List.of(segment));
  }

  private static Calibration fitted(LinkSeries series) {
    return new Calibrator(series, series.segments(), STEPS, ignorant(), LENGTH).fit(HIT_SHARE);
  }

  @Test
  void anEndOfTheIntervalIsWhereATenthLies() {
    for (double spread : new double[] {0.3, 0.6, 1}) {
      LinkSeries series = noise(spread, 0);
      Shares shares = shares(series, fitted(series));
      assertThat(shares.below()).as("below, spread " + spread).isCloseTo(0.1, within(0.01));
      assertThat(shares.above()).as("above, spread " + spread).isCloseTo(0.1, within(0.01));
    }
  }

  @Test
  void theConfidenceIsTheShareThatHits() {
    for (double idle : new double[] {0, 0.3}) {
      LinkSeries series = noise(0.8, idle);
      Shares shares = shares(series, fitted(series));
      assertThat(shares.confidence()).isCloseTo(shares.hits(), within(0.02));
    }
  }

  @Test
  void withoutLinksNothingIsCorrected() {
    LinkSeries none = new LinkSeries(FloatBuffer.allocate(0), List.of());
    assertThat(fitted(none)).isEqualTo(Calibration.none(HIT_SHARE));
  }

  private record Shares(double below, double above, double confidence, double hits) {}

  private static Shares shares(LinkSeries series, Calibration calibration) {
    byte[] bytes = ForecastNodes.write(STEPS, ignorant(), calibration, Map.of());
    int rows = LENGTH - STEPS;
    float[] histories = new float[rows * STEPS];
    for (int row = 0; row < rows; row++) {
      series.copy(series.segments().get(0), row, histories, row * STEPS, STEPS);
    }
    Tensor input = Tensor.floats(LinkFeatures.INPUT, new long[] {rows, STEPS}, histories);
    double below = 0;
    double above = 0;
    double confidence = 0;
    double hits = 0;
    try (OnnxModel model = OnnxModel.load(bytes)) {
      Map<String, Tensor> said = model.run(List.of(input));
      for (int row = 0; row < rows; row++) {
        float next = series.values().get(row + STEPS);
        below += next < value(said, ForecastNodes.LOWER, row) ? 1 : 0;
        above += next > value(said, ForecastNodes.UPPER, row) ? 1 : 0;
        confidence += value(said, ForecastNodes.CONFIDENCE, row);
        hits += ForecastHit.agrees(value(said, ForecastNodes.FORECAST, row), next) ? 1 : 0;
      }
    }
    return new Shares(below / rows, above / rows, confidence / rows, hits / rows);
  }

  private static float value(Map<String, Tensor> outputs, String name, int row) {
    return Objects.requireNonNull(outputs.get(name)).floatAt(row);
  }
}
