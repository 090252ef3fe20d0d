package io.wiresmith.evaluation.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wiresmith.core.evaluation.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ClusterBootstrapTest {
  private static final Function<double[], Map<String, Double>> MEAN =
      sums -> Map.of("mean", sums[0] / sums[1]);

  @Test
  void theSameGroupsAndSeedGiveTheSameIntervals() {
    List<double[]> groups = normal(50);

    Map<String, Interval> once = new ClusterBootstrap(200, 42).intervals(groups, MEAN);

    assertThat(new ClusterBootstrap(200, 42).intervals(groups, MEAN)).isEqualTo(once);
    assertThat(new ClusterBootstrap(200, 43).intervals(groups, MEAN)).isNotEqualTo(once);
  }

  @Test
  void agreesWithTheKnownErrorOfAMean() {
    Interval found =
        new ClusterBootstrap(2000, 42).intervals(normal(400), MEAN).getOrDefault("mean", NONE);

    // 400 groups of deviation 1: standard error .05, so 95 % lie within .098.
    assertThat(found.upper() - found.value()).isCloseTo(.098, within(.012));
    assertThat(found.value() - found.lower()).isCloseTo(.098, within(.012));
  }

  @Test
  void drawsWholeGroups() {
    // All rows of a group are alike, so ten rows each tell no more than one would.
    List<double[]> wide = new ArrayList<>();
    for (double[] group : normal(400)) {
      wide.add(new double[] {group[0] * 10, 10});
    }

    assertThat(
            new ClusterBootstrap(300, 1).intervals(wide, MEAN).getOrDefault("mean", NONE).upper())
        .isCloseTo(
            new ClusterBootstrap(300, 1)
                .intervals(normal(400), MEAN)
                .getOrDefault("mean", NONE)
                .upper(),
            within(1e-9));
  }

  @Test
  void everyResampleHoldsGroupsOfEachStratum() {
    List<List<double[]>> strata =
        List.of(List.of(new double[] {1, 1}, new double[] {1, 1}), List.of(new double[] {5, 1}));

    // Drawn from all three, a resample could lack the five.
    assertThat(new ClusterBootstrap(300, 1).stratified(strata, MEAN))
        .containsEntry("mean", new Interval(7 / 3.0, 7 / 3.0, 7 / 3.0));
  }

  @Test
  void interpolatesQuantiles() {
    double[] sorted = {1, 2, 3, 4};

    assertThat(ClusterBootstrap.quantile(sorted, 0)).isEqualTo(1);
    assertThat(ClusterBootstrap.quantile(sorted, .5)).isEqualTo(2.5);
    assertThat(ClusterBootstrap.quantile(sorted, 1)).isEqualTo(4);
    assertThat(ClusterBootstrap.quantile(new double[0], .5)).isNaN();
  }

  @Test
  void nothingHasNoInterval() {
    assertThat(new ClusterBootstrap(10, 1).intervals(List.of(), MEAN)).isEmpty();
  }

  private static final Interval NONE = new Interval(Double.NaN, Double.NaN, Double.NaN);

  private static List<double[]> normal(int groups) {
    SplittableRandom random = new SplittableRandom(5);
    List<double[]> sums = new ArrayList<>();
    for (int i = 0; i < groups; i++) {
      sums.add(new double[] {random.nextGaussian(), 1});
    }
    return sums;
  }
}
