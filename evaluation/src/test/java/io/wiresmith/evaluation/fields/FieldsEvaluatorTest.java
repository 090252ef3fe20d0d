package io.wiresmith.evaluation.fields;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.dataset.DatasetPart;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.evaluation.EvaluationReport;
import io.wiresmith.core.evaluation.Interval;
import io.wiresmith.core.evaluation.Slice;
import io.wiresmith.core.fields.Field;
import io.wiresmith.core.fields.FieldType;
import io.wiresmith.core.fields.LabelledMessage;
import io.wiresmith.core.io.Json;
import io.wiresmith.evaluation.contract.EvaluationRequest;
import io.wiresmith.evaluation.contract.EvaluationRequest.Champion;
import io.wiresmith.evaluation.contract.TestRows;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each figure against one that was computed by hand; the artifact reads tags from the bytes. */
class FieldsEvaluatorTest {
  private static final Offset<Double> EXACT = within(1e-6);

  /** Says: an integer of two bytes, a flag, a text of five. */
  private static final byte[] SAYS = {2, 3, 0, 4, 5, 5, 5, 5};

  private static final String RIGHT = "2 integer 3 flag 8 string";

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
    few = messages().write(directory.resolve("few"), 2);
    artifact = TestingTagger.trainedOn("trained.pcap").write(directory.resolve("artifact"));
  }

  private TestingCaptures messages() {
    return new TestingCaptures(spark)
        .message("modbus", "trained.pcap", DatasetPart.TRAINING, SAYS, RIGHT)
        .message("modbus", "a.pcap", DatasetPart.TEST, SAYS, "2 integer 4 flag 8 bytes")
        .message("dns", "b.pcap", DatasetPart.TEST, SAYS, RIGHT)
        .message("http", "c.pcap", DatasetPart.TEST, SAYS, "1 flag 8 string")
        .message("dns", "b.pcap", DatasetPart.TEST, new byte[] {2, 3}, "2 integer");
  }

  private EvaluationReport evaluate(Artifact candidate, DatasetRef on, TestRows rows) {
    return evaluate(candidate, on, rows, Optional.empty());
  }

  private EvaluationReport evaluate(
      Artifact candidate, DatasetRef on, TestRows rows, Optional<Champion> champion) {
    return new FieldsEvaluator()
        .evaluate(spark, new EvaluationRequest(candidate, on, rows, champion, 50, 7));
  }

  private static void says(Map<String, Double> figures, String name, double expected) {
    assertThat(figures.getOrDefault(name, Double.NaN)).as(name).isCloseTo(expected, EXACT);
  }

  @Test
  void everyFigureOfTheModelIsTheOneComputedByHand() {
    EvaluationReport report = evaluate(artifact, few, TestRows.UNSEEN);

    // modbus: boundaries 2 3 found, 2 4 true; dns: all right. Two bytes are too few to be judged.
    assertThat(report.rows()).isEqualTo(2);
    says(report.metrics(), "boundary_f1", (1 / 2.0 + 1) / 2);
    says(report.metrics(), "boundary_precision", (1 / 2.0 + 1) / 2);
    says(report.metrics(), "boundary_recall", (1 / 2.0 + 1) / 2);
    says(report.metrics(), "worst_boundary_f1", 1 / 2.0);
    says(report.metrics(), "perfection", (1 / 3.0 + 1) / 2);
    says(report.metrics(), "type_accuracy", (2 / 3.0 + 1) / 2);
    says(report.metrics(), "ece", 1 - 4 / 6.0); // sure of six fields, four are right
    // Of 14 places sure of four boundaries and ten others: one of each is wrong.
    says(report.metrics(), "ece_boundary", (4 * (1 - 3 / 4.0) + 10 * (1 / 10.0)) / 14);
    says(report.metrics(), "protocols", 2);
    assertThat(report.overlap()).isZero();
    assertThat(report.leaks()).isEmpty();
  }

  @Test
  void gridsStandBesideItOnTheSameMessages() {
    EvaluationReport report = evaluate(artifact, few, TestRows.UNSEEN);

    says(report.baselines().getOrDefault("every_byte", Map.of()), "boundary_f1", 4 / 9.0);
    says(
        report.baselines().getOrDefault("grid_2", Map.of()),
        "boundary_f1",
        (4 / 5.0 + 2 / 5.0) / 2);
    says(report.baselines().getOrDefault("grid_4", Map.of()), "boundary_f1", (2 / 3.0) / 2);
    assertThat(report.baselines()).containsKey("nemesys");
    says(report.metrics(), "grid_advantage", .75 - .6);
  }

  @Test
  void protocolsThatDoNotCountAreReportedBesideTheMeans() {
    EvaluationReport report = evaluate(artifact, few, TestRows.UNSEEN);

    assertThat(report.slices()).extracting(Slice::value).containsExactly("dns", "http", "modbus");
    assertThat(detail(report, "protocols").path("macro")).hasSize(2);
    assertThat(detail(report, "protocols").path("wanted").asBoolean()).isTrue();
    assertThat(detail(report, "protocols").path("missing").toString()).contains("smb2");
  }

  @Test
  void whereNoneOfTheProtocolsThatCountIsThereTheMeansAreOverAll() {
    DatasetRef others =
        new TestingCaptures(spark)
            .message("http", "c.pcap", DatasetPart.TEST, SAYS, RIGHT)
            .message("sip", "d.pcap", DatasetPart.TEST, SAYS, RIGHT)
            .write(directory.resolve("others"), 1);
    EvaluationReport report = evaluate(artifact, others, TestRows.ALL);

    says(report.metrics(), "protocols", 2);
    assertThat(detail(report, "protocols").path("wanted").asBoolean()).isFalse();
  }

  @Test
  void everyBoundaryInRandomBytesIsFalse() {
    JsonNode random = detail(evaluate(artifact, few, TestRows.UNSEEN), "random_bytes");

    // Half of the tags begin a field, and most of the others may not stand where they are.
    assertThat(random.path("boundaries").asDouble() / random.path("positions").asDouble())
        .isBetween(.5, .95);
  }

  @Test
  void aTestCaptureThatWasTrainedOnIsFound() {
    Artifact leaky =
        TestingTagger.trainedOn("trained.pcap", "a.pcap").write(directory.resolve("leaky"));

    assertThat(evaluate(leaky, few, TestRows.UNSEEN).overlap()).isEqualTo(1);
    assertThat(evaluate(leaky, few, TestRows.ALL).overlap()).isZero();
    assertThat(evaluate(leaky, few, TestRows.ALL).rows()).isEqualTo(1);
  }

  @Test
  void messagesThatSeeEachOtherAreALeak() {
    Artifact together =
        TestingTagger.trainedOn("trained.pcap").thatSeesTheBatch().write(directory.resolve("t"));
    DatasetRef differing =
        messages()
            .message(
                "smb", "e.pcap", DatasetPart.TEST, new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 2}, "9 flag")
            .write(directory.resolve("differing"), 1);

    assertThat(evaluate(together, differing, TestRows.UNSEEN).leaks())
        .containsExactly(
            "Messages of a batch are cut differently alone: they see each other, or what lies past their end.");
    assertThat(evaluate(artifact, differing, TestRows.UNSEEN).leaks()).isEmpty();
  }

  @Test
  void theChampionIsComparedOnCapturesThatNeitherHasSeen() {
    Champion same = new Champion("fields@2", artifact);
    EvaluationReport report = evaluate(artifact, few, TestRows.UNSEEN, Optional.of(same));
    Artifact leaky = TestingTagger.trainedOn("a.pcap").write(directory.resolve("leaky"));
    EvaluationReport other =
        evaluate(artifact, few, TestRows.UNSEEN, Optional.of(new Champion("fields@1", leaky)));

    assertThat(report.comparison().orElseThrow().rows()).isEqualTo(2);
    assertThat(report.comparison().orElseThrow().differences())
        .containsEntry("boundary_f1", new Interval(0, 0, 0))
        .containsKeys("perfection", "type_accuracy");
    assertThat(other.comparison().orElseThrow().rows()).isEqualTo(1);
  }

  @Test
  void theSameRowsGiveTheSameReportWhateverTheFilesButForTheLatency() {
    DatasetRef other = messages().write(directory.resolve("other"), 1);

    assertThat(withoutLatency(evaluate(artifact, other, TestRows.UNSEEN)))
        .isEqualTo(withoutLatency(evaluate(artifact, few, TestRows.UNSEEN)));
  }

  private static JsonNode withoutLatency(EvaluationReport report) {
    ObjectNode tree = Json.mapper().valueToTree(report);
    ((ObjectNode) tree.path("details")).remove("latency");
    return tree;
  }

  @Test
  void nothingToJudgeIsAnEmptyReportInARunAndRefusedOnOtherTelemetry() {
    DatasetRef none =
        new TestingCaptures(spark)
            .message("modbus", "trained.pcap", DatasetPart.TRAINING, SAYS, RIGHT)
            .write(directory.resolve("none"), 1);

    assertThat(evaluate(artifact, none, TestRows.UNSEEN).rows()).isZero();
    assertThatThrownBy(() -> evaluate(artifact, none, TestRows.ALL))
        .hasMessageContaining("neither it nor its capture was trained on.");
  }

  @Test
  void aMessageThatWasLearnedUnderAnotherNameIsLeftOutAndCounted() {
    byte[] learned = {2, 3, 0, 4, 5, 5, 5, 6};
    DatasetRef renamed =
        messages()
            .message("ntp", "renamed.pcap", DatasetPart.TEST, learned, RIGHT)
            .write(directory.resolve("renamed"), 1);
    Artifact knowing =
        TestingTagger.trainedOn("trained.pcap")
            .thatHasLearned(
                new LabelledMessage(
                    learned, List.of(new Field(0, 8, FieldType.BYTES)), "ntp", "trained.pcap", 1))
            .write(directory.resolve("knowing"));

    for (TestRows rows : TestRows.values()) {
      EvaluationReport report = evaluate(knowing, renamed, rows);

      assertThat(report.slices()).extracting(Slice::value).doesNotContain("ntp");
      assertThat(detail(report, "test").path("seen_under_another_name").asInt()).isOne();
    }
    assertThat(evaluate(artifact, renamed, TestRows.ALL).slices())
        .extracting(Slice::value)
        .contains("ntp");
  }

  @Test
  void goodAndWorstMessagesAreDrawn() {
    JsonNode drawn = detail(evaluate(artifact, few, TestRows.UNSEEN), "messages");

    assertThat(drawn).hasSize(2);
    assertThat(drawn.path(0).path("hex").asText()).isEqualTo("0203000405050505");
    assertThat(drawn.path(0).path("truth").toString())
        .isEqualTo("[[0,2,\"integer\"],[2,3,\"flag\"],[3,8,\"string\"]]");
    assertThat(drawn.path(1).path("found").path(2).path(1).asInt()).isEqualTo(8);
  }

  private static JsonNode detail(EvaluationReport report, String name) {
    return report.details().getOrDefault(name, Json.mapper().missingNode());
  }

  @Test
  void theProtocolsThatCountCanBeChosen() {
    EvaluationReport report =
        new FieldsEvaluator(List.of("http"))
            .evaluate(
                spark,
                new EvaluationRequest(artifact, few, TestRows.UNSEEN, Optional.empty(), 50, 7));

    says(report.metrics(), "protocols", 1);
    assertThat(report.rows()).isEqualTo(1);
  }
}
