package io.wiresmith.evaluation.bandwidth;

import static org.apache.spark.sql.functions.col;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.bandwidth.LabelledLink;
import io.wiresmith.core.bandwidth.LinkMode;
import io.wiresmith.core.dataset.DatasetPart;
import io.wiresmith.core.evaluation.EvaluationReport;
import io.wiresmith.evaluation.contract.EvaluationRequest;
import io.wiresmith.evaluation.contract.ModelEvaluator;
import io.wiresmith.evaluation.contract.TestRows;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Judges forecasts on links that the training has not seen, from the 61st step of a segment on, and
 * beside naive and linear forecasts on the same rows. Figures are computed on the driver (some 150
 * bytes a row). Stateless.
 */
public final class BandwidthEvaluator implements ModelEvaluator {
  /** The first position that is judged: enough history for every mode. */
  private static final int FROM = LinkMode.INTERNET.steps();

  @Override
  public EvaluationReport evaluate(SparkSession spark, EvaluationRequest request) {
    request.requireOneModel();
    SeenLinks seen = SeenLinks.of(request.candidate());
    Dataset<Row> labelled = spark.read().parquet(request.labelled().files());
    Dataset<Row> asked =
        switch (request.testRows()) {
          case UNSEEN -> labelled.filter(col(LabelledLink.PART).equalTo(DatasetPart.TEST.id()));
          case ALL -> labelled;
        };
    Forecasts judged = judged(asked, seen, request);
    int steps = LinkMode.of(request.candidate().key().variant()).steps();
    Tuned tuned =
        Tuned.of(
            new Forecasts(labelled).seen(seen.links()), judged, new TuningPartition(steps, FROM));
    List<ForecastRow> rows =
        judged.run(
            new ForecastPartition(
                steps,
                request.candidateDirectory(),
                request.championDirectory(),
                tuned.linear(),
                FROM));
    check(request, rows);
    List<HorizonRow> further =
        judged.run(
            new HorizonPartition(
                steps,
                request.candidateDirectory(),
                tuned,
                new HorizonSample(rows, request.seed()),
                FROM));
    try (ForecastSession session = new ForecastSession(request.candidateDirectory())) {
      ForecastLatency latency = ForecastLatency.of(session, rows, steps);
      List<String> leaks = leaks(session, rows, steps);
      return new BandwidthReport(request, seen).of(new Found(rows, further, tuned, leaks, latency));
    }
  }

  /** A run judges its test links, also one that was trained on by mistake: the gate sees it. */
  private static Forecasts judged(Dataset<Row> asked, SeenLinks seen, EvaluationRequest request) {
    Forecasts all = new Forecasts(asked);
    return switch (request.testRows()) {
      case UNSEEN -> all;
      case ALL -> all.unseen(seen.links());
    };
  }

  private static List<String> leaks(ForecastSession session, List<ForecastRow> rows, int steps) {
    Set<String> unknown = new TreeSet<>(session.inputs());
    unknown.removeAll(Set.of("throughput_mbps", "rtt_ms", "jitter_ms", "loss_ratio"));
    List<String> leaks =
        unknown.stream().map(name -> "'" + name + "' is no telemetry of a link.").toList();
    return leaks.isEmpty() ? WindowIndependence.leaks(session, rows, steps) : leaks;
  }

  /** A run that judges too little is told by the gate. */
  private static void check(EvaluationRequest request, List<ForecastRow> rows) {
    if (rows.isEmpty() && request.testRows() == TestRows.ALL) {
      throw new WiresmithException(
          ErrorCode.DATA_QUALITY,
          "Nothing in dataset %s can be judged: a link is judged from its step %d on, and not if it was trained on. Name telemetry of longer or other links."
              .formatted(request.labelled().sha256().substring(0, 12), FROM + 1));
    }
  }
}
