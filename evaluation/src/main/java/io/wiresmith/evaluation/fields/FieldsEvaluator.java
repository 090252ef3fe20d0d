package io.wiresmith.evaluation.fields;

import static org.apache.spark.sql.functions.col;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.dataset.DatasetPart;
import io.wiresmith.core.evaluation.EvaluationReport;
import io.wiresmith.core.fields.LabelledCapture;
import io.wiresmith.evaluation.contract.EvaluationRequest;
import io.wiresmith.evaluation.contract.EvaluationRequest.Champion;
import io.wiresmith.evaluation.contract.ModelEvaluator;
import io.wiresmith.evaluation.contract.TestRows;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Judges the fields that a tagger finds in messages of captures that the training has not seen,
 * beside grids and a heuristic on the same messages. Messages and what was found in them are held
 * on the driver (some 2 kB a message). Immutable.
 */
public final class FieldsEvaluator implements ModelEvaluator {
  /**
   * The binary protocols of which there are captures enough; means are over these. Others are
   * reported beside them.
   */
  public static final List<String> PROTOCOLS =
      List.of(
          "bvlc",
          "dhcp",
          "dns",
          "enip",
          "iec60870_104",
          "modbus",
          "nbns",
          "ntp",
          "s7comm",
          "smb",
          "smb2");

  private final List<String> protocols;

  /** Judges by {@link #PROTOCOLS}. */
  public FieldsEvaluator() {
    this(PROTOCOLS);
  }

  /**
   * Judges by those protocols; by all that there are, where the judged messages are of none of
   * them.
   */
  public FieldsEvaluator(List<String> protocols) {
    this.protocols = List.copyOf(protocols);
  }

  @Override
  public EvaluationReport evaluate(SparkSession spark, EvaluationRequest request) {
    request.requireOneModel();
    SeenCaptures seen = SeenCaptures.of(request.candidate());
    Optional<SeenCaptures> championSeen =
        request.champion().map(champion -> SeenCaptures.of(champion.artifact()));
    List<JudgedMessage> asked = JudgedMessage.read(asked(spark, request, seen));
    List<JudgedMessage> messages = asked.stream().filter(it -> !seen.renamed(it)).toList();
    check(request, messages);
    try (FieldsSession candidate = FieldsSession.open(request.candidate())) {
      List<FoundFields> found = Batches.find(candidate, messages);
      List<FoundFields> champion =
          request.champion().map(other -> found(other, messages)).orElse(List.of());
      return new FieldsReport(
              request, seen, championSeen, protocols, asked.size() - messages.size())
          .of(
              ScoredMessage.of(messages, found, champion),
              FalseBoundaries.of(candidate, request.seed()),
              FieldsLeaks.of(candidate, messages),
              FieldsLatency.of(candidate, messages));
    }
  }

  private static List<FoundFields> found(Champion champion, List<JudgedMessage> messages) {
    try (FieldsSession session = FieldsSession.open(champion.artifact())) {
      return Batches.find(session, messages);
    }
  }

  /**
   * A run judges its test captures, also one that was trained on by mistake: the gate sees it. Of
   * other telemetry the captures that were trained on are left out; of both, messages that were
   * trained on under another name.
   */
  private static Dataset<Row> asked(
      SparkSession spark, EvaluationRequest request, SeenCaptures seen) {
    Dataset<Row> labelled = spark.read().parquet(request.labelled().files());
    return switch (request.testRows()) {
      case UNSEEN -> labelled.filter(col(LabelledCapture.PART).equalTo(DatasetPart.TEST.id()));
      case ALL -> seen.unseen(labelled);
    };
  }

  /** A run that judges too little is told by the gate. */
  private static void check(EvaluationRequest request, List<JudgedMessage> messages) {
    if (messages.isEmpty() && request.testRows() == TestRows.ALL) {
      throw new WiresmithException(
          ErrorCode.DATA_QUALITY,
          "Nothing in dataset %s can be judged: a message is judged if it has 8 to 1,500 bytes and neither it nor its capture was trained on. Name other captures."
              .formatted(request.labelled().sha256().substring(0, 12)));
    }
  }
}
