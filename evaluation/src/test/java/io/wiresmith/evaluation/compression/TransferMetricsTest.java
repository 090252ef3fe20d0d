package io.wiresmith.evaluation.compression;

import static io.wiresmith.evaluation.compression.TestingRows.oneHot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wiresmith.core.compression.Codec;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Each figure against one that was computed by hand. */
class TransferMetricsTest {
  private static final Offset<Double> EXACT = within(1e-12);
  private static final Offset<Double> FLOAT = within(1e-7);

  /*
   * label: hde, hde, amst, none, hde
   * choice: hde, amst, amst, none, none
   * costs 1-2-4: wrong choices cost 2 times and 4 times the least
   */
  private final JudgedRows rows =
      new TestingRows()
          .row("a", costs(1, 2, 4), Codec.HDE, Codec.HDE, "none", oneHot(Codec.HDE, .9f))
          .row("a", costs(1, 2, 4), Codec.AMST, Codec.HDE, "hde", oneHot(Codec.AMST, .6f))
          .row("b", costs(2, 1, 4), Codec.AMST, Codec.NONE, "amst", oneHot(Codec.AMST, .9f))
          .row("b", costs(4, 1.03, 1), Codec.NONE, Codec.NONE, "", oneHot(Codec.NONE, .5f))
          .row("c", costs(1, 1.07, 4), Codec.NONE, Codec.HDE, "lz4", oneHot(Codec.NONE, .5f))
          .build();

  private final Map<String, Double> metrics = TransferMetrics.of(rows, Baselines.of(rows));

  @Test
  void accuracyIsTheShareOfChoicesEqualToTheLabel() {
    assertThat(metrics).containsEntry("accuracy", 3 / 5.0).containsEntry("rows", 5.0);
  }

  @Test
  void precisionRecallAndF1OfEachCodecAreThoseOfTheConfusion() {
    assertThat(metric("precision_hde")).isEqualTo(1);
    assertThat(metric("recall_hde")).isCloseTo(1 / 3.0, EXACT);
    assertThat(metric("f1_hde")).isCloseTo(.5, EXACT);
    assertThat(metric("precision_amst")).isEqualTo(.5);
    assertThat(metric("recall_amst")).isEqualTo(1);
    assertThat(metric("f1_amst")).isCloseTo(2 / 3.0, EXACT);
    assertThat(metric("f1_none")).isCloseTo(2 / 3.0, EXACT);
    assertThat(metric("macro_precision")).isCloseTo(2 / 3.0, EXACT);
    assertThat(metric("macro_recall")).isCloseTo((1 / 3.0 + 2) / 3, EXACT);
    assertThat(metric("macro_f1")).isCloseTo((.5 + 4 / 3.0) / 3, EXACT);
  }

  @Test
  void regretIsTheGeometricMeanOfTheCostRatiosToTheOracle() {
    // 1, 2, 1, 1, 4: the fifth root of 8, minus 1.
    assertThat(metric("regret")).isCloseTo(Math.pow(8, .2) - 1, EXACT);
  }

  @Test
  void gainIsTheGeometricMeanOfTheCostRatiosOfAlwaysNone() {
    // 4/1, 4/2, 4/1, 1/1, 4/4
    assertThat(metric("gain")).isCloseTo(Math.pow(32, .2) - 1, EXACT);
    // 4, 4, 4, 1, 4
    assertThat(metric("gain_oracle")).isCloseTo(Math.pow(256, .2) - 1, EXACT);
  }

  @Test
  void productionCountsOnlyWhereItsCodecIsKnown() {
    // Production cost over the oracle: 4/1, 1/1, 1/1.
    assertThat(metric("regret_production")).isCloseTo(Math.pow(4, 1 / 3.0) - 1, EXACT);
    // Production cost over the chosen: 4/1, 1/2, 1/1.
    assertThat(metric("gain_over_production")).isCloseTo(Math.pow(2, 1 / 3.0) - 1, EXACT);
  }

  @Test
  void accuracyFromAMarginCountsTheRowsAtOrAboveIt() {
    // Margins: 1, 1, 1, .03, .07.
    assertThat(metric("accuracy_margin_2")).isCloseTo(3 / 5.0, EXACT);
    assertThat(metric("accuracy_margin_5")).isCloseTo(2 / 4.0, EXACT);
    assertThat(metric("accuracy_margin_10")).isCloseTo(2 / 3.0, EXACT);
  }

  @Test
  void calibrationComparesConfidenceWithAccuracyBinByBin() {
    // .9 and .9 right; .6 wrong; .5 right, .5 wrong.
    assertThat(metric("ece")).isCloseTo((2 * .1 + .6 + 0) / 5, FLOAT);
    double logs = 2 * Math.log(.9) + Math.log(.2) + Math.log(.5) + Math.log(.25);
    assertThat(metric("log_loss")).isCloseTo(-logs / 5, FLOAT);
    double right = .01 + 2 * .0025;
    double brier = 2 * right + (.36 + .64 + .04) + (.25 + 2 * .0625) + (.25 + .5625 + .0625);
    assertThat(metric("brier")).isCloseTo(brier / 5, FLOAT);
  }

  @Test
  void baselinesAreThoseOfTheSameRows() {
    Baselines baselines = Baselines.of(rows);

    assertThat(baselines.majority()).isEqualTo(Codec.HDE);
    // Always amst: 2, 2, 1, 1.03, 1.07; always hde: 1, 1, 2, 4, 1.
    assertThat(baselines.bestSingle()).isEqualTo(Codec.AMST);
    assertThat(baselines.figures().get("best_single"))
        .hasEntrySatisfying(
            "regret",
            regret -> assertThat(regret).isCloseTo(Math.pow(4 * 1.03 * 1.07, .2) - 1, EXACT));
    assertThat(baselines.figures().get("majority")).containsEntry("accuracy", 3 / 5.0);
    assertThat(baselines.figures().get("always_none")).containsEntry("gain", 0.0);
    assertThat(baselines.figures().get("oracle"))
        .containsEntry("accuracy", 1.0)
        .containsEntry("macro_f1", 1.0)
        .containsEntry("regret", 0.0);
    assertThat(baselines.figures().get("production")).containsEntry("accuracy", 2 / 3.0);
  }

  @Test
  void aCodecThatOccursNowhereHasNoFigures() {
    JudgedRows two =
        new TestingRows()
            .row("a", costs(1, 2, 4), Codec.HDE)
            .row("a", costs(2, 1, 4), Codec.HDE)
            .build();
    Map<String, Double> figures = TransferMetrics.of(two, Baselines.of(two));

    assertThat(figures.get("f1_none")).isNaN();
    assertThat(figures).containsEntry("f1_amst", 0.0);
    assertThat(figures.get("macro_f1")).isCloseTo((2 / 3.0 + 0) / 2, EXACT);
  }

  @Test
  void aCostOfZeroCountsAsANanosecond() {
    JudgedRows free =
        new TestingRows()
            .row("a", costs(0, 1e-6, 1), Codec.AMST)
            .row("a", costs(0, 1e-5, 1), Codec.AMST)
            .build();

    assertThat(TransferMetrics.of(free, Baselines.of(free)).get("regret"))
        .isCloseTo(Math.sqrt(10) - 1, EXACT);
  }

  @Test
  void noRowsGiveNoNumbers() {
    JudgedRows none = new TestingRows().build();

    assertThat(TransferMetrics.of(none, Baselines.of(none)).get("accuracy")).isNaN();
  }

  @Test
  void slicesHoldTheRowsOfTheirPart() {
    assertThat(TransferSlices.of(rows))
        .filteredOn(slice -> slice.dimension().equals("link_type"))
        .satisfiesExactly(
            edge -> {
              assertThat(edge.name()).isEqualTo("link_type=edge");
              assertThat(edge.rows()).isEqualTo(2);
              assertThat(edge.metrics()).containsEntry("accuracy", .5);
            },
            wan -> {
              assertThat(wan.rows()).isEqualTo(3);
              assertThat(wan.metrics().get("regret")).isCloseTo(Math.pow(4, 1 / 3.0) - 1, EXACT);
            });
    assertThat(TransferSlices.of(rows))
        .extracting(slice -> slice.name() + ": " + slice.rows())
        .contains(
            "region=unknown: 5",
            "size=1 to 10 MB: 5",
            "entropy=5 to 6 bit: 5",
            "margin=2 to 5 %: 1",
            "margin=5 to 10 %: 1",
            "margin=over 50 %: 3",
            "day=2026-11-06: 1",
            "day=2026-11-07: 4");
  }

  private double metric(String name) {
    return metrics.getOrDefault(name, Double.NaN);
  }

  private static double[] costs(double hde, double amst, double none) {
    return new double[] {hde, amst, none};
  }
}
