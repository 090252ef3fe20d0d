package io.wiresmith.evaluation.compression;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lead;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wiresmith.core.ModelId;
import io.wiresmith.core.Window;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.compression.LabelledTransfer;
import io.wiresmith.core.compression.TransferTelemetry;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.evaluation.Comparison;
import io.wiresmith.core.evaluation.EvaluationReport;
import io.wiresmith.core.evaluation.Interval;
import io.wiresmith.core.gate.GatePolicy;
import io.wiresmith.core.gate.GateThresholds;
import io.wiresmith.core.gate.Rejected;
import io.wiresmith.core.gate.Verdict;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.telemetry.Nanos;
import io.wiresmith.evaluation.Evaluators;
import io.wiresmith.evaluation.contract.EvaluationRequest;
import io.wiresmith.evaluation.contract.EvaluationRequest.Champion;
import io.wiresmith.evaluation.contract.TestRows;
import io.wiresmith.onnx.TestingArtifact;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** On recorded transfers, with an artifact that was not trained: figures are poor, but known. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompressionEvaluatorTest {
  private static final Instant TRAINED_UNTIL = Instant.parse("2026-11-01T00:00:00Z");

  /** With it, all three codecs are chosen. */
  private static final float BIAS = 1.5f;

  private final SparkSession spark = TestingTransfers.spark();
  private final Dataset<Row> labelled = TestingTransfers.labelled(spark).cache();
  private DatasetRef dataset;
  private Artifact artifact;
  private EvaluationReport report;

  @BeforeAll
  void judgeOnce(@TempDir Path directory) {
    dataset = TestingTransfers.write(labelled, directory.resolve("labelled"));
    artifact = TestingArtifact.sound().withBias(BIAS).write(directory.resolve("artifact"));
    report = evaluate(artifact, dataset, Optional.empty());
  }

  @Test
  void judgesTheRowsAfterTheTraining() {
    long after =
        labelled.filter(col(LabelledTransfer.TIME_NS).geq(Nanos.of(TRAINED_UNTIL))).count();

    assertThat(report.rows()).isEqualTo(after).isBetween(500L, labelled.count() / 2);
    assertThat(report.tested().from()).isAfterOrEqualTo(TRAINED_UNTIL);
    assertThat(report.overlap()).isZero();
    assertThat(report.modelSha256()).isEqualTo(artifact.modelSha256());
    assertThat(report.dataset()).isEqualTo("dataset");
  }

  @Test
  void decidesAsTheArtifactDoes() {
    // The testing artifact decides by hand: softmax(bias + known tags + small, log(1 + size) - 4,
    // entropy
    // - 3.5). Region names of the recording are unknown to it.
    long right =
        labelled
            .filter(col(LabelledTransfer.TIME_NS).geq(Nanos.of(TRAINED_UNTIL)))
            .collectAsList()
            .stream()
            .filter(row -> byHand(row).equals(row.getAs(LabelledTransfer.LABEL)))
            .count();

    assertThat(report.metrics().get("accuracy"))
        .isCloseTo((double) right / report.rows(), within(1e-12));
  }

  private static String byHand(Row row) {
    double hde = BIAS + (row.getAs(TransferTelemetry.LINK_TYPE).equals("") ? 0 : 1);
    for (String field : TransferTelemetry.inputFields()) {
      double value = row.getAs(field);
      hde += 1e-3 * Math.min(1, Math.max(0, Double.isNaN(value) ? 0 : value));
    }
    double size = row.getAs(TransferTelemetry.SIZE_MB);
    double entropy = row.getAs(TransferTelemetry.ENTROPY);
    double amst = Math.log(size + 1) - 4;
    double none = entropy - 3.5;
    return hde >= amst && hde >= none ? "hde" : amst >= none ? "amst" : "none";
  }

  @Test
  void everyMetricIsANumberWithItsIntervalAround() {
    assertThat(report.metrics())
        .allSatisfy((name, value) -> assertThat(value).as(name).isFinite())
        .containsKeys(
            "accuracy",
            "macro_f1",
            "regret",
            "gain",
            "f1_hde",
            "f1_amst",
            "f1_none",
            "ece",
            "accuracy_margin_2",
            "accuracy_margin_5",
            "accuracy_margin_10",
            "gain_over_production",
            "noise_floor_accuracy",
            "noise_floor_regret");
    assertThat(report.intervals()).containsOnlyKeys("accuracy", "macro_f1", "regret", "gain");
    assertThat(report.intervals())
        .allSatisfy(
            (name, interval) -> {
              assertThat(interval.value())
                  .isCloseTo(report.metrics().getOrDefault(name, Double.NaN), within(1e-9));
              assertThat(interval.lower()).isLessThan(interval.value());
              assertThat(interval.upper()).isGreaterThan(interval.value());
            });
  }

  @Test
  void theNoiseFloorOfTheRecordingIsWhatItIsKnownToBe() {
    // models.md, all 60,000 rows: accuracy .970, regret .18 %; here a tenth of the streams.
    assertThat(report.metrics().get("noise_floor_accuracy")).isCloseTo(.970, within(.01));
    assertThat(report.metrics().get("noise_floor_regret")).isCloseTo(.0018, within(.001));
  }

  @Test
  void theRecordingHasNoLeak() {
    assertThat(report.leaks()).isEmpty();
    assertThat(report.details().get("suspicions")).isEmpty();
  }

  @Test
  void aPlantedLookAheadIsFoundAndRejected(@TempDir Path directory) {
    Column stream = col(TransferTelemetry.STREAM);
    Column next =
        lead(TransferTelemetry.EFFECTIVE_BANDWIDTH_MBPS, 1)
            .over(
                org.apache.spark.sql.expressions.Window.partitionBy(stream)
                    .orderBy(LabelledTransfer.TIME_NS));
    DatasetRef planted =
        TestingTransfers.write(
            labelled.withColumn(TransferTelemetry.BANDWIDTH_MBPS, next), directory.resolve("d"));
    EvaluationReport found = evaluate(artifact, planted, Optional.empty());

    assertThat(found.leaks())
        .containsExactly(
            "The input bandwidth_mbps follows effective_bandwidth_mbps of the next row of the stream"
                + " in 100.0 % of the rows where that has changed.");
    assertThat(judge(found)).isInstanceOf(Rejected.class);
    assertThat(judge(found).reasons()).anyMatch(reason -> reason.startsWith("Leak: The input"));
  }

  @Test
  void aPlantedCopyOfTheSameRowIsShown(@TempDir Path directory) {
    DatasetRef planted =
        TestingTransfers.write(
            labelled.withColumn(
                TransferTelemetry.BANDWIDTH_MBPS, col(TransferTelemetry.EFFECTIVE_BANDWIDTH_MBPS)),
            directory.resolve("d"));

    assertThat(evaluate(artifact, planted, Optional.empty()).details().get("suspicions"))
        .hasSize(1)
        .first()
        .asString()
        .contains("bandwidth_mbps follows effective_bandwidth_mbps of the same row");
  }

  @Test
  void theSameRequestGivesTheSameBytesWhateverTheFiles(@TempDir Path directory) {
    DatasetRef shuffled =
        TestingTransfers.write(
            labelled.orderBy(col(TransferTelemetry.SIZE_MB)), directory.resolve("shuffled"));

    assertThat(Json.text(evaluate(artifact, shuffled, Optional.empty())))
        .isEqualTo(Json.text(report));
  }

  @Test
  void readBackFromJsonItIsJudgedTheSame() {
    EvaluationReport back = Json.parse(Json.bytes(report), EvaluationReport.class, "test");

    assertThat(Json.text(back)).isEqualTo(Json.text(report));
    assertThat(judge(back).findings()).isEqualTo(judge(report).findings()).isNotEmpty();
  }

  @Test
  void comparesWithTheChampionOnRowsLaterThanBothTrainings(@TempDir Path directory) {
    Window longer = new Window(Instant.parse("2026-10-01T00:00:00Z"), instant("2026-11-08"));
    Artifact champion =
        TestingArtifact.sound().withBias(3).trainedOn(longer).write(directory.resolve("champion"));
    EvaluationReport found =
        evaluate(artifact, dataset, Optional.of(new Champion("compression@3", champion)));
    Comparison comparison = found.comparison().orElseThrow();

    assertThat(comparison.rows()).isPositive().isLessThan(found.rows());
    assertThat(comparison.championSha256()).isEqualTo(champion.modelSha256());
    assertThat(comparison.differences()).containsKeys("regret", "accuracy");
    assertThat(found.metrics()).isEqualTo(report.metrics());
  }

  @Test
  void aChampionOfTheSameModelDiffersByNothing() {
    Comparison comparison =
        evaluate(artifact, dataset, Optional.of(new Champion("compression@3", artifact)))
            .comparison()
            .orElseThrow();

    assertThat(comparison.differences()).containsEntry("regret", new Interval(0, 0, 0));
    assertThat(comparison.rows()).isEqualTo(report.rows());
  }

  @Test
  void saysWhyThereIsNoComparison(@TempDir Path directory) {
    Window all = new Window(Instant.parse("2026-10-01T00:00:00Z"), instant("2026-12-01"));
    Artifact champion =
        TestingArtifact.sound().withBias(1).trainedOn(all).write(directory.resolve("champion"));
    EvaluationReport found =
        evaluate(artifact, dataset, Optional.of(new Champion("compression@3", champion)));

    assertThat(found.comparison().orElseThrow().rows()).isZero();
    assertThat(Objects.requireNonNull(found.details().get("comparison")).asText())
        .isEqualTo(
            "No comparison: no row is later than the training of this model and of compression@3.");
  }

  @Test
  void allRowsCountTheOverlapWithTheTraining() {
    EvaluationReport all =
        Evaluators.of(ModelId.COMPRESSION)
            .evaluate(spark, EvaluationRequest.all(artifact, dataset, 7));

    assertThat(all.rows()).isEqualTo(labelled.count());
    assertThat(all.overlap()).isEqualTo(labelled.count() - report.rows());
  }

  @Test
  void aDatasetThatEndsBeforeTheTrainingGivesAnEmptyReportThatIsRejected(@TempDir Path directory) {
    Window all = new Window(Instant.parse("2026-10-01T00:00:00Z"), instant("2026-12-01"));
    Artifact late = TestingArtifact.sound().trainedOn(all).write(directory.resolve("late"));
    EvaluationReport empty = evaluate(late, dataset, Optional.empty());

    assertThat(empty.rows()).isZero();
    assertThat(judge(empty)).isInstanceOf(Rejected.class);
    assertThat(Json.parse(Json.bytes(empty), EvaluationReport.class, "test").metrics())
        .isEqualTo(empty.metrics());
  }

  @Test
  void namesTheColumnsThatTheDatasetLacks(@TempDir Path directory) {
    DatasetRef lacking =
        TestingTransfers.write(labelled.drop(TransferTelemetry.RTT_MS), directory.resolve("d"));

    assertThatThrownBy(() -> evaluate(artifact, lacking, Optional.empty()))
        .isInstanceOf(WiresmithException.class)
        .hasMessageStartingWith("The labelled dataset lacks the columns [rtt_ms]");
  }

  private EvaluationReport evaluate(
      Artifact candidate, DatasetRef on, Optional<Champion> champion) {
    return Evaluators.of(ModelId.COMPRESSION)
        .evaluate(spark, new EvaluationRequest(candidate, on, TestRows.UNSEEN, champion, 100, 7));
  }

  private static Instant instant(String day) {
    return Instant.parse(day + "T00:00:00Z");
  }

  private static Verdict judge(EvaluationReport judged) {
    GateThresholds thresholds =
        new GateThresholds(
            Map.of("accuracy", .1), Map.of(), Map.of(), 100, 100, Map.of(), Map.of());
    return new GatePolicy(thresholds).judge(judged, judged.modelSha256());
  }
}
