package io.wiresmith.evaluation.bandwidth;

import static org.apache.spark.sql.functions.col;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.bandwidth.LabelledLink;
import io.wiresmith.core.bandwidth.LinkMode;
import io.wiresmith.core.dataset.DatasetPart;
import io.wiresmith.core.dataset.DatasetKind;
import io.wiresmith.core.evaluation.EvaluationReport;
import io.wiresmith.evaluation.contract.EvaluationRequest;
import io.wiresmith.evaluation.contract.ModelEvaluator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Judges forecasts on links that the training has not seen, from the 61st step of a segment on, and
 * beside the naive forecasts on the same rows. Figures are computed on the driver (some 150 bytes a
 * row). Stateless.
 */
public final class BandwidthEvaluator implements ModelEvaluator {
  /** The first position that is judged: enough history for every mode. */
  private static final int FROM = LinkMode.INTERNET.steps();

  @Override
  public EvaluationReport evaluate(SparkSession spark, EvaluationRequest request) {
    check(request);
    SeenLinks seen = SeenLinks.of(request.candidate());
    Dataset<Row> labelled = spark.read().parquet(request.labelled().files());
    Dataset<Row> asked =
        switch (request.testRows()) {
          case UNSEEN -> labelled.filter(col(LabelledLink.PART).equalTo(DatasetPart.TEST.id()));
          case ALL -> labelled;
        };
    int steps = LinkMode.of(request.candidate().key().variant()).steps();
    ForecastPartition both =
        new ForecastPartition(
            steps, request.candidateDirectory(), request.championDirectory(), FROM);
    ForecastPartition naive = new ForecastPartition(steps, "", "", FROM);
    List<ForecastRow> rows = rows(asked, seen, request, both);
    Map<String, Integer> best =
        BestNaive.of(new Forecasts(labelled).seen(seen.links()).run(naive), rows);
    return new BandwidthReport(request, seen, best, leaks(request, rows, steps)).of(rows);
  }

  /** A run judges its test links, also one that was trained on by mistake: the gate sees it. */
  private static List<ForecastRow> rows(
      Dataset<Row> asked, SeenLinks seen, EvaluationRequest request, ForecastPartition both) {
    Forecasts all = new Forecasts(asked);
    return switch (request.testRows()) {
      case UNSEEN -> all.run(both);
      case ALL -> all.unseen(seen.links()).run(both);
    };
  }

  private static List<String> leaks(EvaluationRequest request, List<ForecastRow> rows, int steps) {
    Set<String> unknown = new TreeSet<>();
    try (ForecastSession session = new ForecastSession(request.candidateDirectory())) {
      unknown.addAll(session.inputs());
      unknown.removeAll(Set.of("throughput_mbps", "rtt_ms", "jitter_ms", "loss_ratio"));
      List<String> leaks =
          unknown.stream().map(name -> "'" + name + "' is no telemetry of a link.").toList();
      return leaks.isEmpty() ? WindowIndependence.leaks(session, rows, steps) : leaks;
    }
  }

  private static void check(EvaluationRequest request) {
    boolean labelled = request.labelled().kind() == DatasetKind.LABELLED;
    boolean same = request.candidate().key().equals(request.labelled().manifest().model());
    if (!labelled || !same) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "%s is an artifact of %s and %s a %s dataset of %s; required are an artifact and a labelled dataset of one model and variant."
              .formatted(
                  request.candidate().directory(),
                  request.candidate().key(),
                  request.labelled().directory(),
                  request.labelled().kind().id(),
                  request.labelled().manifest().model()));
    }
  }
}
