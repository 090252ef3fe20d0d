package io.wiresmith.evaluation.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wiresmith.core.compression.Codec;
import io.wiresmith.core.evaluation.Comparison;
import io.wiresmith.core.evaluation.Interval;
import io.wiresmith.core.telemetry.Nanos;
import io.wiresmith.evaluation.statistics.ClusterBootstrap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ChampionComparisonTest {
  private final ChampionComparison comparison =
      new ChampionComparison(new ClusterBootstrap(200, 7));

  @Test
  void aPositiveDifferenceIsBetterForTheCandidate() {
    Comparison better = compare(rows(Codec.HDE, Codec.AMST), Long.MIN_VALUE);
    Comparison worse = compare(rows(Codec.AMST, Codec.HDE), Long.MIN_VALUE);

    // The wrong choice costs twice as much in each row: a regret of 1 against 0.
    assertThat(value(better, "regret")).isCloseTo(1, within(1e-12));
    assertThat(value(better, "accuracy")).isEqualTo(1);
    assertThat(value(worse, "regret")).isCloseTo(-1, within(1e-12));
    assertThat(value(worse, "accuracy")).isEqualTo(-1);
    assertThat(better.slices())
        .hasEntrySatisfying(
            "link_type=wan",
            slice -> assertThat(slice.difference().value()).isCloseTo(1, within(1e-12)));
  }

  @Test
  void equalDecisionsDifferByExactlyNothing() {
    assertThat(compare(rows(Codec.HDE, Codec.HDE), Long.MIN_VALUE).differences())
        .containsEntry("regret", new Interval(0, 0, 0))
        .containsEntry("accuracy", new Interval(0, 0, 0));
  }

  @Test
  void comparesOnlyRowsLaterThanBothTrainings() {
    long third = Nanos.of(TestingRows.START.plusSeconds(2 * 3600));

    assertThat(compare(rows(Codec.HDE, Codec.AMST), third).rows()).isEqualTo(38);
    assertThat(compare(rows(Codec.HDE, Codec.AMST), Long.MAX_VALUE))
        .isEqualTo(new Comparison("compression@3", "sha", 0, 0, Map.of(), "regret", Map.of()));
  }

  @Test
  void aSingleStreamIsDrawnByItsHoursAndLeavesDoubt() {
    TestingRows mixed = new TestingRows();
    for (int i = 0; i < 20; i++) {
      boolean better = i % 3 == 0;
      mixed.row(
          "",
          new double[] {1, 2, 4},
          better ? Codec.HDE : Codec.AMST,
          better ? Codec.AMST : Codec.HDE,
          "none",
          TestingRows.oneHot(Codec.HDE, .9f));
    }

    Comparison found = compare(mixed.build(), Long.MIN_VALUE);

    assertThat(found.clusters()).isEqualTo(20);
    Interval regret = Objects.requireNonNull(found.differences().get("regret"));
    assertThat(regret.upper() - regret.lower()).isGreaterThan(.1);
  }

  @Test
  void fewGroupsAreToldAndTheirSlicesLeftOut() {
    TestingRows few = new TestingRows();
    for (int i = 0; i < 9; i++) {
      few.row("s" + i % 3, new double[] {1, 2, 4}, Codec.HDE);
    }

    Comparison found = compare(few.build(), Long.MIN_VALUE);

    assertThat(found.clusters()).isEqualTo(9);
    assertThat(found.slices()).isEmpty();
  }

  private static double value(Comparison comparison, String metric) {
    return Objects.requireNonNull(comparison.differences().get(metric)).value();
  }

  private Comparison compare(JudgedRows rows, long laterThanNs) {
    return comparison.compare(
        rows, rows.champion().orElseThrow(), "compression@3", "sha", laterThanNs);
  }

  private static JudgedRows rows(Codec candidate, Codec champion) {
    TestingRows rows = new TestingRows();
    for (int i = 0; i < 40; i++) {
      rows.row(
          "s" + i % 4,
          new double[] {1, 2, 4},
          candidate,
          champion,
          "none",
          TestingRows.oneHot(candidate, .9f));
    }
    return rows.build();
  }
}
