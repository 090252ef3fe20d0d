package io.wiresmith.evaluation.bandwidth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LinearForecastTest {
  private static final int STEPS = 8;

  /** A window and the value that comes by the law. */
  private record Sample(float[] window, double next) {}

  /** The next value over the mean is 1 + .6 (last) - .3 (the one before) + .05, relative. */
  private static List<Sample> lawful(int count, double share) {
    SplittableRandom random = new SplittableRandom(5);
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double level = Math.pow(10, random.nextDouble(-2, 4));
      float[] window = new float[STEPS];
      for (int k = 0; k < STEPS; k++) {
        boolean missing = random.nextDouble() < share;
        window[k] = missing ? Float.NaN : (float) (level * random.nextDouble(.5, 1.5));
      }
      double mean = LinearSums.mean(window);
      if (mean > 0) {
        double last = LinearSums.relative(window[STEPS - 1], mean);
        double before = LinearSums.relative(window[STEPS - 2], mean);
        samples.add(new Sample(window, mean * (1.05 + .6 * last - .3 * before)));
      }
    }
    return samples;
  }

  private static long[] sums(List<Sample> samples) {
    long[] sums = LinearSums.none(STEPS);
    samples.forEach(sample -> LinearSums.add(sums, sample.window(), sample.next()));
    return sums;
  }

  @Test
  void recoversALinearLawWhateverTheLevelOfTheLinks() {
    double[] weights = LinearSums.weights(sums(lawful(20_000, 0)), STEPS);
    // Values over their mean sum to the number of steps: weights are what they are but for a shift.
    double shift = weights[0];

    assertThat(weights[STEPS - 1] - shift).isCloseTo(.6, within(.02));
    assertThat(weights[STEPS - 2] - shift).isCloseTo(-.3, within(.02));
    assertThat(weights[STEPS]).isCloseTo(.05, within(.005));
    for (int i = 1; i < STEPS - 2; i++) {
      assertThat(weights[i] - shift).as("step " + i).isCloseTo(0, within(.02));
    }
  }

  @Test
  void recoversItWhereAFifthWasNotMeasured() {
    List<Sample> samples = lawful(20_000, .2);
    double[] weights = LinearSums.weights(sums(samples), STEPS);

    for (Sample sample : samples.subList(0, 200)) {
      assertThat(LinearForecast.of(weights, sample.window()))
          .isCloseTo(sample.next(), within(.03 * sample.next()));
    }
  }

  @Test
  void theSumsAreTheSameInAnyOrder() {
    List<Sample> samples = lawful(1000, .1);
    List<Sample> shuffled = new ArrayList<>(samples);
    Collections.shuffle(shuffled, new Random(3));

    assertThat(sums(shuffled)).isEqualTo(sums(samples));
    assertThat(LinearSums.windows(sums(samples), STEPS)).isEqualTo(samples.size());
  }

  @Test
  void withNothingToFitOnItIsTheMeanOfTheWindow() {
    double[] weights = new LinearForecast(STEPS, Map.of(), Map.of()).weights("s", "l");

    assertThat(LinearForecast.of(weights, new float[] {1, Float.NaN, 3, 8})).isEqualTo(4);
    assertThat(LinearSums.weights(LinearSums.none(STEPS), STEPS)).containsOnly(0);
  }

  @Test
  void zerosAndNothingMeasuredForecastZeroAndNeverNaN() {
    double[] weights = LinearSums.weights(sums(lawful(1000, 0)), STEPS);
    float[] nothing = new float[STEPS];
    java.util.Arrays.fill(nothing, Float.NaN);

    assertThat(LinearForecast.of(weights, new float[STEPS])).isZero();
    assertThat(LinearForecast.of(weights, nothing)).isZero();
  }

  @Test
  void aLinkOfASourceThatWasNotTrainedOnIsForecastByTheOtherHalf() {
    String link = "one";
    String other = other(link);
    long[] some = sums(lawful(500, 0));
    String half = LinearForecast.half("s", link);
    LinearForecast forecast = new LinearForecast(STEPS, Map.of(), Map.of(half, some));

    assertThat(forecast.weights("s", link)).containsOnly(0);
    assertThat(forecast.weights("s", other)).isEqualTo(LinearSums.weights(some, STEPS));
    assertThat(forecast.weights("another", other)).containsOnly(0);
  }

  private static String other(String link) {
    for (int i = 0; ; i++) {
      if (!LinearForecast.half("s", "l" + i).equals(LinearForecast.half("s", link))) {
        return "l" + i;
      }
    }
  }
}
