package io.wiresmith.training.bandwidth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogisticLineTest {
  private static final int SAMPLES = 2_000;

  @Test
  void findsTheLineThatMadeTheHits() {
    Random random = new Random(1);
    double[] scores = random.doubles(SAMPLES * 20, -3, 3).toArray();
    boolean[] hits = new boolean[scores.length];
    for (int i = 0; i < hits.length; i++) {
      hits[i] = random.nextDouble() < 1 / (1 + Math.exp(-(0.6 * scores[i] - 0.4)));
    }

    double[] line = fit(scores, hits);

    assertThat(line[0]).isCloseTo(0.6, within(0.05));
    assertThat(line[1]).isCloseTo(-0.4, within(0.05));
  }

  /** Networks that are sure and wrong: the share of hits is met, and no order is turned around. */
  @ParameterizedTest
  @CsvSource({"0.9, 0.05", "0.05, 1", "0.97, 0", "0.2, 0.95"})
  void convergesHoweverWrongTheNetworkIs(double said, double share) {
    Random random = new Random(2);
    double[] scores = new double[SAMPLES];
    boolean[] hits = new boolean[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      double p = Math.min(0.999, Math.max(0.001, said + 0.05 * random.nextGaussian()));
      scores[i] = Math.log(p / (1 - p));
      hits[i] = i < share * SAMPLES;
    }

    double[] line = fit(scores, hits);

    double mean =
        Arrays.stream(scores)
            .map(score -> 1 / (1 + Math.exp(-(line[0] * score + line[1]))))
            .average()
            .orElseThrow();
    assertThat(line[0]).isNotNegative();
    assertThat(mean).isCloseTo(share, within(0.02));
  }

  private static double[] fit(double[] scores, boolean[] hits) {
    double[] weights = new double[scores.length];
    Arrays.fill(weights, 1.0 / scores.length);
    return new LogisticLine(scores, hits, weights).fit();
  }
}
