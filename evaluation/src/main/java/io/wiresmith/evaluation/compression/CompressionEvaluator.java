package io.wiresmith.evaluation.compression;

import static org.apache.spark.sql.functions.col;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.compression.LabelledTransfer;
import io.wiresmith.core.dataset.DatasetKind;
import io.wiresmith.core.evaluation.EvaluationReport;
import io.wiresmith.evaluation.contract.EvaluationRequest;
import io.wiresmith.evaluation.contract.ModelEvaluator;
import io.wiresmith.evaluation.contract.TrainedTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * Judges artifacts that choose a codec: runs them over labelled transfers on the workers, which
 * must see the artifacts' directories, and computes every figure on the driver (some 200 bytes a
 * row). Stateless.
 */
public final class CompressionEvaluator implements ModelEvaluator {
  @Override
  public EvaluationReport evaluate(SparkSession spark, EvaluationRequest request) {
    checkKind(request);
    Dataset<Row> labelled = spark.read().parquet(request.labelled().files());
    TrainedTime trained = TrainedTime.of(request.candidate());
    long fromNs =
        switch (request.testRows()) {
          case UNSEEN -> trained.untilNs();
          case ALL -> Long.MIN_VALUE;
        };
    try (ArtifactJudge judge = new ArtifactJudge(request.candidateDirectory())) {
      JudgedRows rows =
          new JudgedRowsReader(labelled).read(fromNs, partition(request), inputs(judge, request));
      Suspects suspects = suspects(judge, labelled, fromNs);
      return new CompressionReport(request, trained, suspects).of(rows);
    }
  }

  private static void checkKind(EvaluationRequest request) {
    DatasetKind kind = request.labelled().kind();
    if (kind != DatasetKind.LABELLED) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "%s is a %s dataset; evaluation needs a labelled one. Run 'wiresmith label' on it first."
              .formatted(request.labelled().directory(), kind.id()));
    }
    if (request.candidate().key().model() != request.labelled().manifest().model().model()) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "%s is an artifact of %s, %s is a dataset of %s; both must be of one model."
              .formatted(
                  request.candidate().directory(),
                  request.candidate().key(),
                  request.labelled().directory(),
                  request.labelled().manifest().model()));
    }
  }

  private static Set<String> inputs(ArtifactJudge judge, EvaluationRequest request) {
    Set<String> inputs = new TreeSet<>(judge.requiredInputs());
    if (request.champion().isPresent()) {
      try (ArtifactJudge champion = new ArtifactJudge(request.championDirectory())) {
        inputs.addAll(champion.requiredInputs());
      }
    }
    return inputs;
  }

  private static Suspects suspects(ArtifactJudge judge, Dataset<Row> labelled, long fromNs) {
    List<String> leaks = new ArrayList<>(LeakageCheck.byName(judge.inputs()));
    LeakageSample sample = LeakageSample.of(labelled, judge.inputs());
    leaks.addAll(sample.leaks());
    Column[] inputs = judge.requiredInputs().stream().map(functions::col).toArray(Column[]::new);
    List<Row> some =
        labelled
            .filter(col(LabelledTransfer.TIME_NS).geq(fromNs))
            .orderBy(LabelledTransfer.TIME_NS)
            .select(inputs)
            .takeAsList(RowIndependence.ROWS);
    leaks.addAll(RowIndependence.leaks(judge, some));
    return new Suspects(leaks, sample.suspicions());
  }

  private static JudgePartition partition(EvaluationRequest request) {
    return new JudgePartition(request.candidateDirectory(), request.championDirectory());
  }
}
