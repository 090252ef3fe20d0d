package io.wiresmith.evaluation.bandwidth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wiresmith.core.ModelId;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.dataset.DatasetPart;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.evaluation.EvaluationReport;
import io.wiresmith.core.evaluation.Interval;
import io.wiresmith.core.gate.GatePolicy;
import io.wiresmith.core.gate.GateThresholds;
import io.wiresmith.core.gate.Rejected;
import io.wiresmith.core.gate.Verdict;
import io.wiresmith.core.io.Json;
import io.wiresmith.evaluation.Evaluators;
import io.wiresmith.evaluation.contract.EvaluationRequest;
import io.wiresmith.evaluation.contract.EvaluationRequest.Champion;
import io.wiresmith.evaluation.contract.TestRows;
import io.wiresmith.evaluation.report.ReportPage;
import io.wiresmith.evaluation.report.ReportPictures;
import io.wiresmith.onnx.TestingArtifact;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each figure against one that was computed by hand; the artifact repeats the last value. */
class BandwidthEvaluatorTest {
  private static final Offset<Double> EXACT = within(1e-6);

  @TempDir Path directory;
  private final SparkSession spark =
      SparkSession.builder()
          .master("local[2]")
          .config("spark.ui.enabled", "false")
          .config("spark.sql.shuffle.partitions", "2")
          .getOrCreate();
  private DatasetRef few;
  private Artifact artifact;

  @BeforeEach
  void write() {
    // Forecasts 10, 11, 20, 0 for 11, 20, 0, 5.
    few =
        new TestingLinks(spark)
            .link("s", "trained", DatasetPart.TRAINING, TestingLinks.after(7, 7, 7, 7, 7))
            .link("s", "test", DatasetPart.TEST, TestingLinks.after(10, 10, 11, 20, 0, 5))
            .write(directory.resolve("few"), 3);
    artifact = TestingForecaster.trainedOn("s/trained").write(directory.resolve("artifact"));
  }

  private EvaluationReport evaluate(Artifact candidate, DatasetRef on, TestRows rows) {
    return evaluate(candidate, on, rows, Optional.empty());
  }

  private EvaluationReport evaluate(
      Artifact candidate, DatasetRef on, TestRows rows, Optional<Champion> champion) {
    return Evaluators.of(ModelId.BANDWIDTH)
        .evaluate(spark, new EvaluationRequest(candidate, on, rows, champion, 50, 7));
  }

  private static void says(Map<String, Double> figures, String name, double expected) {
    assertThat(figures.getOrDefault(name, Double.NaN)).as(name).isCloseTo(expected, EXACT);
  }

  @Test
  void everyFigureOfTheModelIsTheOneComputedByHand() {
    EvaluationReport report = evaluate(artifact, few, TestRows.UNSEEN);

    assertThat(report.rows()).isEqualTo(4);
    says(report.metrics(), "within_20", 1 / 3.0); // 10 for 11; the zero does not count
    says(report.metrics(), "mae", (1 + 9 + 20 + 5) / 4.0);
    says(report.metrics(), "rmse", Math.sqrt((1 + 81 + 400 + 25) / 4.0));
    says(report.metrics(), "coverage_80", 1 / 4.0); // 11 in 5 to 15
    says(report.metrics(), "pinball_10", (.1 * 6 + .1 * 14.5 + .9 * 10 + .1 * 5) / 4);
    says(report.metrics(), "pinball_90", (.1 * 4 + .9 * 3.5 + .1 * 30 + .9 * 5) / 4);
    says(report.metrics(), "ece", .5 - 1 / 4.0); // neither zero was forecast
    says(report.metrics(), "naive_advantage", 0);
    says(report.metrics(), "mae_over_naive", 1);
    assertThat(report.overlap()).isZero();
    assertThat(report.leaks()).isEmpty();
  }

  @Test
  void theNaiveForecastsStandBesideItAndTheBestIsChosenOnTrainingLinks() {
    EvaluationReport report = evaluate(artifact, few, TestRows.UNSEEN);
    Map<String, Double> five = report.baselines().getOrDefault("mean_5", Map.of());

    says(five, "mae", (1 + 9.8 + 12.2 + 5.2) / 4);
    says(five, "within_20", 1 / 3.0);
    assertThat(report.baselines()).containsKeys("last_value", "mean_window", "ewma_0.5", "linear");
    assertThat(report.baselines().get("best_naive"))
        .isEqualTo(report.baselines().get("last_value"));
    assertThat(detail(report, "best_naive").path("s").asText()).isEqualTo("last_value");
    assertThat(report.slices().get(0).metrics())
        .containsKeys(
            "within_20_naive",
            "within_20_linear",
            "within_20_ewma",
            "mae_linear",
            "mae_last_value");
  }

  @Test
  void aTestLinkThatWasTrainedOnIsFoundAndRejected() {
    Artifact leaky =
        TestingForecaster.trainedOn("s/trained", "s/test").write(directory.resolve("leaky"));
    EvaluationReport report = evaluate(leaky, few, TestRows.UNSEEN);

    assertThat(report.overlap()).isEqualTo(4);
    assertThat(judge(report)).isInstanceOf(Rejected.class);
    assertThat(judge(report).reasons())
        .anyMatch(reason -> reason.startsWith("4 test rows were seen in the training"));
    assertThat(judge(evaluate(artifact, few, TestRows.UNSEEN))).isNotInstanceOf(Rejected.class);
  }

  @Test
  void onOtherTelemetryTheLinksThatWereTrainedOnAreLeftOut() {
    EvaluationReport report = evaluate(artifact, few, TestRows.ALL);

    assertThat(report.rows()).isEqualTo(4);
    assertThat(report.overlap()).isZero();
  }

  @Test
  void rowsThatSeeEachOtherAreALeak() {
    Artifact together =
        TestingForecaster.trainedOn("s/trained").thatSeesTheBatch().write(directory.resolve("t"));

    assertThat(evaluate(together, few, TestRows.UNSEEN).leaks())
        .containsExactly("Windows of a batch are forecast differently alone: they see each other.");
  }

  @Test
  void furtherForecastsAreMadeByGivingForecastsBack() {
    double[] growing = new double[80];
    for (int i = 0; i < growing.length; i++) {
      growing[i] = Math.pow(1.1, i);
    }
    DatasetRef links =
        new TestingLinks(spark)
            .link("s", "trained", DatasetPart.TRAINING, TestingLinks.after(7, 7, 7))
            .link("s", "test", DatasetPart.TEST, growing)
            .write(directory.resolve("growing"), 1);
    Artifact grows =
        TestingForecaster.trainedOn("s/trained").times(1.1f).write(directory.resolve("grows"));
    JsonNode horizon = detail(evaluate(grows, links, TestRows.UNSEEN), "horizon");

    assertThat(horizon).hasSize(10); // all sources, and s
    for (int ahead = 1; ahead <= 5; ahead++) {
      JsonNode figures = horizon.path(ahead - 1);
      assertThat(figures.path("horizon").asInt()).isEqualTo(ahead);
      assertThat(figures.path("rows").asLong()).isEqualTo(15); // windows that end at 60 to 74
      assertThat(figures.at("/model/within_20").asDouble()).isEqualTo(1);
      // 1.1 ^ 2 is more than 20 % above 1: what came last is right for one step only.
      assertThat(figures.at("/bestNaive/within_20").asDouble()).isEqualTo(ahead < 3 ? 1 : 0);
    }
  }

  @Test
  void theLatencyOfOneRowAndOfABatchIsMeasuredInOneThread() {
    JsonNode latency = detail(evaluate(artifact, few, TestRows.UNSEEN), "latency");

    assertThat(latency.path("threads").asInt()).isEqualTo(1);
    for (String part : List.of("oneRow", "batch")) {
      double median = latency.path(part).path("p50Millis").asDouble();
      assertThat(median).isPositive();
      assertThat(latency.path(part).path("p99Millis").asDouble()).isGreaterThanOrEqualTo(median);
    }
  }

  @Test
  void theSameRowsGiveTheSameReportWhateverTheFilesButForTheLatency() {
    DatasetRef other =
        new TestingLinks(spark)
            .link("s", "test", DatasetPart.TEST, TestingLinks.after(10, 10, 11, 20, 0, 5))
            .link("s", "trained", DatasetPart.TRAINING, TestingLinks.after(7, 7, 7, 7, 7))
            .write(directory.resolve("other"), 1);

    assertThat(withoutLatency(evaluate(artifact, other, TestRows.UNSEEN)))
        .isEqualTo(withoutLatency(evaluate(artifact, few, TestRows.UNSEEN)));
  }

  private static JsonNode withoutLatency(EvaluationReport report) {
    ObjectNode tree = Json.mapper().valueToTree(report);
    ((ObjectNode) tree.path("details")).remove("latency");
    return tree;
  }

  @Test
  void theChampionIsComparedOnLinksThatNeitherHasSeen() {
    Champion same = new Champion("bandwidth-datacenter@2", artifact);
    EvaluationReport report = evaluate(artifact, few, TestRows.UNSEEN, Optional.of(same));

    assertThat(report.comparison().orElseThrow().rows()).isEqualTo(4);
    assertThat(report.comparison().orElseThrow().differences())
        .containsEntry("within_20", new Interval(0, 0, 0));
  }

  @Test
  void aDatasetWithoutTestLinksGivesAReportThatIsRejected() {
    DatasetRef none =
        new TestingLinks(spark)
            .link("s", "trained", DatasetPart.TRAINING, TestingLinks.after(7, 7, 7))
            .write(directory.resolve("none"), 1);
    EvaluationReport empty = evaluate(artifact, none, TestRows.UNSEEN);

    assertThat(empty.rows()).isZero();
    assertThat(judge(empty)).isInstanceOf(Rejected.class);
  }

  @Test
  void anArtifactOfAnotherModelIsRefused() {
    Artifact other = TestingArtifact.sound().write(directory.resolve("compression"));

    assertThatThrownBy(() -> evaluate(other, few, TestRows.UNSEEN))
        .isInstanceOf(WiresmithException.class)
        .hasMessageContaining("required are an artifact and a labelled dataset of one model");
  }

  @Test
  void thePageShowsEverySourceAndHorizonAndDrawsGoodAndWorstLinks() {
    TestingLinks links =
        new TestingLinks(spark).link("s", "trained", DatasetPart.TRAINING, swing(1, 20));
    for (int link = 1; link <= 6; link++) {
      links.link("s", "l" + link, DatasetPart.TEST, swing(0.1 * link, 120));
    }
    DatasetRef swings = links.write(directory.resolve("swings"), 1);
    EvaluationReport report = evaluate(artifact, swings, TestRows.UNSEEN);
    String page = ReportPage.html(report, judge(report));

    assertThat(page)
        .contains("s, best naive", "5 steps", "best EWMA", "on one thread")
        .contains("Good link s/l1", "Worst link s/l6", "80 % interval")
        .doesNotContain("NaN");
    assertThat(ReportPictures.of(page)).hasSize(12);
  }

  private static double[] swing(double size, int steps) {
    double[] values = new double[60 + steps];
    for (int i = 0; i < values.length; i++) {
      values[i] = 10 * Math.exp(size * Math.sin(i / 2.0));
    }
    return values;
  }

  private static JsonNode detail(EvaluationReport report, String name) {
    return report.details().getOrDefault(name, Json.mapper().missingNode());
  }

  private static Verdict judge(EvaluationReport report) {
    GateThresholds thresholds =
        new GateThresholds(Map.of("within_20", .1), Map.of(), Map.of(), 4, 4, Map.of(), Map.of());
    return new GatePolicy(thresholds).judge(report, report.modelSha256());
  }
}
