package io.wiresmith.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.wiresmith.core.evaluation.Comparison;
import io.wiresmith.core.evaluation.EvaluationReport;
import io.wiresmith.core.evaluation.Interval;
import io.wiresmith.core.evaluation.Slice;
import io.wiresmith.core.io.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GatePolicyTest {
  private final TestingReport sound = TestingReport.sound();

  @Test
  void blessesASoundReportAndSaysEveryRule() {
    Verdict verdict = judge(sound.build());

    assertThat(verdict).isInstanceOf(Blessed.class);
    assertThat(verdict.exitCode()).isZero();
    assertThat(verdict.reasons())
        .containsExactly(
            "The report is about this model, SHA-256 model.",
            "The test has 12,000 rows; at least 1,000 are required.",
            "No test row was seen in the training, whose time is [2026-10-01T00:00:00Z,"
                + " 2026-11-06T00:00:00Z).",
            "No input knows what is only known afterwards.",
            "accuracy is 0.9470; at least 0.9300 is required.",
            "macro_f1 is 0.9140; at least 0.8800 is required.",
            "regret is 0.0102; at most 0.0150 is allowed.",
            "regret is at most 0.0210 in each of the 2 slices that count; 0.0500 is allowed"
                + " (worst: link_type=edge).");
  }

  @Test
  void bindsTheBlessedToItsReport() {
    EvaluationReport report = sound.build();
    Verdict verdict = judge(report);

    assertThat(((Blessed) verdict).report()).isEqualTo(report);
  }

  @Test
  void rejectsAReportOfAnotherModel() {
    assertRejected(
        sound.model("other").build(),
        "The report is about the model other, not about model; evaluate this one.");
  }

  @Test
  void rejectsEverythingWithoutThresholds() {
    Verdict verdict = new GatePolicy(GateThresholds.NONE).judge(sound.build(), "model");

    assertThat(verdict).isInstanceOf(Rejected.class);
    assertThat(verdict.exitCode()).isEqualTo(10);
    assertThat(failures(verdict))
        .containsExactly(
            "gate.test-rows is not configured; set the fewest rows that allow a verdict.",
            "No threshold is configured under gate.minimum or gate.maximum; set at least one.");
  }

  @Test
  void rejectsAMissingMetric() {
    assertRejected(
        sound.without("macro_f1").build(), "The report has no macro_f1; the gate requires it.");
  }

  @Test
  void rejectsAMetricThatIsNoNumber() {
    assertRejected(
        sound.metric("regret", Double.NaN).build(), "regret is NaN; a number is required.");
    assertRejected(
        sound.metric("accuracy", Double.POSITIVE_INFINITY).build(),
        "accuracy is Infinity; a number is required.");
  }

  @Test
  void rejectsAMetricBelowItsMinimumAndShowsEveryDigitThatMatters() {
    assertRejected(
        sound.metric("accuracy", .92).build(), "accuracy is 0.9200, below the 0.9300 required.");
    assertRejected(
        sound.metric("accuracy", .92999).build(),
        "accuracy is 0.92999, below the 0.9300 required.");
  }

  @Test
  void rejectsAMetricAboveItsMaximum() {
    assertRejected(
        sound.metric("regret", .02).build(), "regret is 0.0200, above the 0.0150 allowed.");
  }

  @Test
  void rejectsAnEmptyAndATinyTest() {
    assertRejected(sound.rows(0).build(), "The test has 0 rows, fewer than the 1,000 required.");
    assertRejected(
        sound.rows(999).build(), "The test has 999 rows, fewer than the 1,000 required.");
  }

  @Test
  void rejectsTestRowsThatWereTrainedOn() {
    assertRejected(
        sound.overlap(3).build(),
        "3 test rows were seen in the training, whose time is [2026-10-01T00:00:00Z, 2026-11-06T00:00:00Z);"
            + " none may.");
  }

  @Test
  void rejectsALeak() {
    assertRejected(
        sound.leak("transfer_ms is an input.").build(), "Leak: transfer_ms is an input.");
  }

  @Test
  void rejectsALargeSliceBeyondItsMaximumAndIgnoresASmallOne() {
    assertRejected(
        sound.slice(new Slice("link_type", "edge", 300, Map.of("regret", .06))).build(),
        "In the slice link_type=edge (300 rows) regret is 0.0600, above the 0.0500 allowed.");
    assertThat(judge(sound.slice(new Slice("region", "x", 299, Map.of("regret", .9))).build()))
        .isInstanceOf(Blessed.class);
  }

  @Test
  void rejectsALargeSliceWithoutTheMetric() {
    assertRejected(
        sound.slice(new Slice("region", "x", 400, Map.of())).build(),
        "In the slice region=x (400 rows) regret is missing or no number; the gate requires it.");
  }

  @Test
  void rejectsWhereNoSliceIsLargeEnough() {
    assertRejected(
        sound.slices(List.of()).build(),
        "No slice has the 300 rows that make it count, so regret per slice is unknown.");
  }

  @Test
  void passesACandidateWhoseLowerBoundIsWithinTheMargin() {
    Verdict verdict = judge(sound.against(difference(-.0004, -.0009, .0002)).build());

    assertThat(verdict).isInstanceOf(Blessed.class);
    assertThat(verdict.reasons())
        .contains(
            "Against compression@3 the advantage in regret is -0.0004 [-0.0009, 0.0002]; its lower"
                + " bound may not be below -0.0010.");
  }

  @Test
  void rejectsACandidateThatIsCertainlyWorseThanTheChampion() {
    assertRejected(
        sound.against(difference(-.004, -.006, -.002)).build(),
        "Against compression@3 the advantage in regret is -0.0040 [-0.0060, -0.0020]: certainly"
            + " below the -0.0010 allowed.");
  }

  @Test
  void isInconclusiveWhereTheIntervalStraddlesTheMargin() {
    Verdict verdict = judge(sound.against(difference(-.001, -.003, .001)).build());

    assertThat(verdict).isInstanceOf(Inconclusive.class);
    assertThat(verdict.exitCode()).isEqualTo(11);
    assertThat(verdict.reasons().get(0))
        .isEqualTo(
            "Against compression@3 the advantage in regret is -0.0010 [-0.0030, 0.0010]: the data"
                + " cannot tell whether it is below the -0.0010 allowed.");
  }

  @Test
  void isInconclusiveWhereNoRowIsLaterThanBothTrainings() {
    Verdict verdict =
        judge(
            sound
                .against(new Comparison("compression@3", "c", 0, 0, Map.of(), "regret", Map.of()))
                .build());

    assertThat(verdict).isInstanceOf(Inconclusive.class);
    assertThat(verdict.reasons().get(0))
        .isEqualTo(
            "0 rows are later than both trainings, too few to compare with compression@3; 1,000 are"
                + " required.");
  }

  @Test
  void isInconclusiveWhereTheRowsFallIntoFewGroups() {
    Map<String, Interval> certain = Map.of("regret", new Interval(1, 1, 1));
    Verdict verdict =
        judge(
            sound
                .against(new Comparison("compression@3", "c", 5000, 9, certain, "regret", Map.of()))
                .build());

    assertThat(verdict).isInstanceOf(Inconclusive.class);
    assertThat(verdict.reasons().get(0))
        .isEqualTo(
            "The rows to compare with compression@3 fall into 9 groups of streams, days or hours,"
                + " too few for an interval; 10 are required.");
  }

  @Test
  void aFailedThresholdOutweighsAnInconclusiveComparison() {
    Verdict verdict =
        judge(sound.metric("regret", .5).against(difference(-.001, -.003, .001)).build());

    assertThat(verdict).isInstanceOf(Rejected.class);
    assertThat(verdict.findings().stream().map(Finding::outcome)).isSorted();
  }

  @Test
  void rejectsAChampionWithoutAMarginAndAComparisonWithoutTheMetric() {
    GateThresholds noMargin =
        new GateThresholds(
            Map.of("accuracy", .9), Map.of(), Map.of(), 1000, 300, Map.of(), Map.of());
    EvaluationReport report = sound.against(difference(0, 0, 0)).build();

    assertThat(failures(new GatePolicy(noMargin).judge(report, "model")))
        .containsExactly(
            "There is a champion, compression@3, but no margin under gate.margin; set one.");
    assertRejected(
        sound
            .against(new Comparison("compression@3", "c", 5000, 200, Map.of(), "regret", Map.of()))
            .build(),
        "The difference to compression@3 in regret is missing or no number; the gate requires it.");
  }

  @Test
  void rejectsACandidateThatIsCertainlyWorseInOneLargeSlice() {
    Comparison whole = difference(0, 0, 0);
    Interval worse = new Interval(-.03, -.04, -.02);
    Comparison comparison =
        new Comparison(
            whole.champion(),
            whole.championSha256(),
            whole.rows(),
            whole.clusters(),
            whole.differences(),
            "regret",
            Map.of(
                "link_type=edge",
                new Comparison.SliceDifference(400, worse),
                "link_type=wan",
                new Comparison.SliceDifference(10, worse)));

    assertRejected(
        sound.against(comparison).build(),
        "In the slice link_type=edge (400 rows) the advantage in regret against compression@3 is"
            + " -0.0300 [-0.0400, -0.0200], certainly below the -0.0100 allowed.");
  }

  @Test
  void aReportReadBackFromJsonIsJudgedTheSame() {
    for (EvaluationReport report :
        List.of(
            sound.build(),
            sound.metric("regret", Double.NaN).build(),
            sound.against(difference(-.001, -.003, .001)).build())) {
      EvaluationReport back = Json.parse(Json.bytes(report), EvaluationReport.class, "test");

      assertThat(back).isEqualTo(report);
      assertThat(judge(back).findings()).isEqualTo(judge(report).findings());
      assertThat(Json.bytes(back)).isEqualTo(Json.bytes(report));
    }
  }

  private static Comparison difference(double value, double lower, double upper) {
    return new Comparison(
        "compression@3",
        "champion",
        5000,
        200,
        new HashMap<>(Map.of("regret", new Interval(value, lower, upper))),
        "regret",
        Map.of());
  }

  private static Verdict judge(EvaluationReport report) {
    return new GatePolicy(TestingReport.THRESHOLDS).judge(report, "model");
  }

  private static void assertRejected(EvaluationReport report, String sentence) {
    Verdict verdict = judge(report);
    assertThat(verdict).isInstanceOf(Rejected.class);
    assertThat(failures(verdict)).containsExactly(sentence);
    assertThat(verdict.reasons().get(0)).isEqualTo(sentence);
  }

  private static List<String> failures(Verdict verdict) {
    return verdict.findings().stream()
        .filter(finding -> finding.outcome() == Finding.Outcome.FAILED)
        .map(Finding::sentence)
        .toList();
  }
}
