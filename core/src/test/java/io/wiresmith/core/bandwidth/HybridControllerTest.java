package io.wiresmith.core.bandwidth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Properties that hold for thousands of seeded cases. */
class HybridControllerTest {
  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
  private static final int CASES = 20_000;
  private static final double[] ODD = {
    Double.NaN,
    Double.NEGATIVE_INFINITY,
    Double.POSITIVE_INFINITY,
    -1,
    -0.0,
    0,
    Double.MIN_VALUE,
    1,
    1e300,
    Double.MAX_VALUE
  };

  @Test
  void aScoreIsAShareOrUnknownWhateverWasMeasured() {
    Random random = new Random(1);
    for (int i = 0; i < CASES; i++) {
      LinkMeasures measures = measures(() -> any(random));
      double score = measures.score();
      boolean known =
          Stream.of(measures.rttMs(), measures.jitterMs(), measures.variation())
              .anyMatch(it -> it >= 0 && it < Double.POSITIVE_INFINITY);
      assertThat(Double.isNaN(score)).as("%s", measures).isEqualTo(!known);
      if (known) {
        assertThat(score).as("%s", measures).isBetween(0.0, 1.0);
      }
    }
  }

  @Test
  void theScoreNeverFallsWhenAMeasureRises() {
    Random random = new Random(2);
    for (int i = 0; i < CASES; i++) {
      LinkMeasures lower = measures(() -> known(random));
      assertThat(higher(lower, random).score())
          .as("%s", lower)
          .isGreaterThanOrEqualTo(lower.score());
    }
  }

  @Test
  void aMeasureThatIsMissingDropsOut() {
    LinkMeasures rtt = new LinkMeasures(5, Double.NaN, Double.NaN);
    assertThat(rtt.score()).isEqualTo(.5);
    assertThat(new LinkMeasures(5, Double.NaN, 0).score()).isEqualTo(.375);
    assertThat(new LinkMeasures(Double.NaN, 1, .3).score()).isEqualTo(.5);
    assertThat(new LinkMeasures(.3, .05, .1).score()).isCloseTo(.023, within(.001));
    assertThat(new LinkMeasures(60, 12, .5).score()).isGreaterThan(.9);
  }

  @Test
  void weightsAreSharesThatSumToOneWhateverTheConfidences() {
    Random random = new Random(3);
    for (int i = 0; i < CASES; i++) {
      ModeState state = new ModeState(anyMode(random), any(random), Optional.of(START));
      ForecastWeights weights = HybridController.weights(state, any(random), any(random));
      assertThat(weights.datacenter()).as("%s", state).isBetween(0.0, 1.0);
      assertThat(weights.internet()).as("%s", state).isBetween(0.0, 1.0);
      assertThat(weights.datacenter() + weights.internet()).isCloseTo(1, within(1e-12));
    }
  }

  @Test
  void inAClearModeOneForecastHasAllTheWeight() {
    assertThat(weights(HybridMode.DATACENTER, .1, 0, 1)).isEqualTo(ForecastWeights.DATACENTER);
    assertThat(weights(HybridMode.INTERNET, .9, 1, 0)).isEqualTo(ForecastWeights.INTERNET);
  }

  @Test
  void inTheUnclearZoneTheSurerForecastCountsMore() {
    assertThat(weights(HybridMode.HYBRID, .5, .6, .2).datacenter()).isCloseTo(.75, within(1e-9));
    assertThat(weights(HybridMode.HYBRID, .5, 0, .2)).isEqualTo(ForecastWeights.INTERNET);
    assertThat(weights(HybridMode.HYBRID, .6, .4, .4).internet()).isCloseTo(.75, within(1e-9));
  }

  @Test
  void withoutAnyConfidenceTheScoreAloneDecides() {
    assertThat(weights(HybridMode.HYBRID, .5, 0, 0).internet()).isCloseTo(.5, within(1e-9));
    assertThat(weights(HybridMode.HYBRID, .4, Double.NaN, 0).internet())
        .isCloseTo(.25, within(1e-9));
    assertThat(HybridController.weights(ModeState.START, 0, 0).internet())
        .isCloseTo(.5, within(1e-9));
  }

  @Test
  void weightsOfTheInternetRiseWithItsConfidenceAndWithTheScore() {
    Random random = new Random(4);
    for (int i = 0; i < CASES; i++) {
      double score = random.nextDouble();
      double datacenter = .01 + random.nextDouble();
      double internet = .01 + random.nextDouble();
      double weight = weights(HybridMode.HYBRID, score, datacenter, internet).internet();
      assertThat(weights(HybridMode.HYBRID, score + .1, datacenter, internet).internet())
          .isGreaterThanOrEqualTo(weight);
      assertThat(weights(HybridMode.HYBRID, score, datacenter, internet + .1).internet())
          .isGreaterThanOrEqualTo(weight);
      assertThat(weights(HybridMode.HYBRID, score, datacenter + .1, internet).internet())
          .isLessThanOrEqualTo(weight);
    }
  }

  @Test
  void aLinkThatMeasuresMoreIsNeverNearerToTheDatacenter() {
    Random random = new Random(5);
    for (int run = 0; run < 500; run++) {
      ModeState low = ModeState.START;
      ModeState high = ModeState.START;
      Instant at = START;
      for (int i = 0; i < 40; i++) {
        LinkMeasures measures = measures(() -> known(random));
        at = at.plusMillis(random.nextInt(20_000));
        low = HybridController.next(low, measures, at);
        high = HybridController.next(high, higher(measures, random), at);
        assertThat(high.mode()).isGreaterThanOrEqualTo(low.mode());
        assertThat(HybridController.weights(high, .3, .4).internet())
            .isGreaterThanOrEqualTo(HybridController.weights(low, .3, .4).internet());
      }
    }
  }

  @Test
  void twoSwitchesAreAtLeastTenSecondsApart() {
    Random random = new Random(6);
    ModeState state = ModeState.START;
    Instant at = START;
    Instant switched = Instant.MIN;
    int switches = 0;
    for (int i = 0; i < CASES; i++) {
      at = at.plusMillis(random.nextInt(4_000));
      ModeState after = HybridController.next(state, measures(() -> any(random)), at);
      if (state.decidedAt().isPresent() && after.mode() != state.mode()) {
        assertThat(switched.isAfter(at.minus(HybridController.PAUSE))).isFalse();
        switched = at;
        switches++;
      }
      state = after;
    }
    assertThat(switches).isGreaterThan(100);
  }

  @Test
  void measuresWithinABandSwitchAtMostOnce() {
    List<double[]> bands =
        List.of(new double[] {0, .299}, new double[] {.301, .699}, new double[] {.701, .999});
    Random random = new Random(7);
    for (int run = 0; run < 3_000; run++) {
      double[] band = bands.get(run % bands.size());
      List<HybridMode> modes = modes(anyMode(random), band[0], band[1], random);
      assertThat(switches(modes)).as("%s", modes).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void measuresThatVaryByLessThanTheHysteresisNeverBringAModeBack() {
    Random random = new Random(8);
    for (int run = 0; run < 3_000; run++) {
      double from = .84 * random.nextDouble();
      List<HybridMode> modes = modes(anyMode(random), from, from + .149, random);
      List<HybridMode> ended = new ArrayList<>();
      for (int i = 1; i < modes.size(); i++) {
        if (modes.get(i) != modes.get(i - 1)) {
          ended.add(modes.get(i - 1));
        }
        assertThat(ended).doesNotContain(modes.get(i));
      }
    }
  }

  @Test
  void nothingKnownKeepsWhatWasDecided() {
    assertThat(HybridController.next(ModeState.START, LinkMeasures.UNKNOWN, START))
        .isEqualTo(ModeState.START);
    ModeState far = HybridController.next(ModeState.START, scored(.9), START);
    Instant later = START.plus(Duration.ofHours(1));
    assertThat(HybridController.next(far, LinkMeasures.UNKNOWN, later)).isEqualTo(far);
    assertThat(far.mode()).isEqualTo(HybridMode.INTERNET);
  }

  @Test
  void aClockThatIsSetBackDelaysADecisionByTenSecondsAtMost() {
    ModeState far = HybridController.next(ModeState.START, scored(.9), START);
    Instant before = START.minus(Duration.ofDays(1));
    ModeState still = HybridController.next(far, scored(.1), before);
    assertThat(still.mode()).isEqualTo(HybridMode.INTERNET);
    assertThat(HybridController.next(still, scored(.1), before.plusSeconds(10)).mode())
        .isEqualTo(HybridMode.DATACENTER);
  }

  @Test
  void theSameArgumentsGiveTheSameResult() {
    ModeState state = new ModeState(HybridMode.HYBRID, .5, Optional.of(START));
    Instant at = START.plusSeconds(11);
    ModeState first = HybridController.next(state, scored(.8), at);
    assertThat(HybridController.next(state, scored(.8), at)).isEqualTo(first);
    assertThat(state).isEqualTo(new ModeState(HybridMode.HYBRID, .5, Optional.of(START)));
  }

  @Test
  void variationIsThatOfTheLastThirtyMeasuredSteps() {
    float[] history = new float[40];
    for (int i = 0; i < history.length; i++) {
      history[i] = i < 10 ? 1000 : i % 2 == 0 ? 8 : 12;
    }
    assertThat(LinkMeasures.variation(history, 0, 40)).isCloseTo(.2, within(1e-9));
    history[20] = Float.NaN;
    history[21] = -5;
    assertThat(LinkMeasures.variation(history, 0, 40)).isCloseTo(.2, within(1e-9));
    assertThat(LinkMeasures.variation(history, 0, 4)).isNaN();
    assertThat(LinkMeasures.variation(new float[40], 0, 40)).isNaN();
    assertThat(LinkMeasures.variation(new float[0], 0, 0)).isNaN();
  }

  private static List<HybridMode> modes(
      HybridMode before, double from, double until, Random random) {
    ModeState state = new ModeState(before, .5, Optional.of(START));
    List<HybridMode> modes = new ArrayList<>(List.of(before));
    for (int i = 1; i <= 60; i++) {
      double score = from + (until - from) * random.nextDouble();
      state = HybridController.next(state, scored(score), START.plusSeconds(10L * i));
      modes.add(state.mode());
    }
    return modes;
  }

  private static int switches(List<HybridMode> modes) {
    int switches = 0;
    for (int i = 1; i < modes.size(); i++) {
      switches += modes.get(i) == modes.get(i - 1) ? 0 : 1;
    }
    return switches;
  }

  /** Measures of that score. */
  private static LinkMeasures scored(double score) {
    double rtt = 5 * Math.sqrt(score / (1 - score));
    return new LinkMeasures(rtt, Double.NaN, Double.NaN);
  }

  private static ForecastWeights weights(
      HybridMode mode, double score, double datacenter, double internet) {
    return HybridController.weights(
        new ModeState(mode, score, Optional.of(START)), datacenter, internet);
  }

  private static HybridMode anyMode(Random random) {
    return HybridMode.values()[random.nextInt(3)];
  }

  private static LinkMeasures measures(DoubleSupplier values) {
    return new LinkMeasures(values.getAsDouble(), values.getAsDouble(), values.getAsDouble());
  }

  private static double any(Random random) {
    return random.nextInt(4) == 0 ? ODD[random.nextInt(ODD.length)] : known(random);
  }

  private static double known(Random random) {
    return Math.exp(random.nextGaussian() * 3);
  }

  private static LinkMeasures higher(LinkMeasures lower, Random random) {
    return new LinkMeasures(
        lower.rttMs() * (1 + random.nextInt(2) * random.nextDouble()),
        lower.jitterMs() * (1 + random.nextInt(2) * random.nextDouble()),
        lower.variation() * (1 + random.nextInt(2) * random.nextDouble()));
  }
}
