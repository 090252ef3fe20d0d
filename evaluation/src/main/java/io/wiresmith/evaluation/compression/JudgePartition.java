package io.wiresmith.evaluation.compression;

import io.wiresmith.core.compression.Codec;
import io.wiresmith.core.compression.LabelledTransfer;
import io.wiresmith.core.compression.TransferTelemetry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Decides the rows of one partition batch by batch, with artifacts opened once, and keeps only what
 * judging needs. Runs on the workers.
 *
 * @param candidate directory of the candidate
 * @param champion directory of the champion, or empty text
 */
record JudgePartition(String candidate, String champion)
    implements MapPartitionsFunction<Row, Row> {
  private static final int BATCH = 2048;
  private static final long serialVersionUID = 1L;

  /**
   * The columns that come out; {@link #judged} writes them, {@link JudgedRowsReader} reads them.
   */
  static StructType schema() {
    StructType schema = new StructType().add(LabelledTransfer.TIME_NS, DataTypes.LongType);
    for (String text :
        List.of(
            TransferTelemetry.STREAM,
            TransferTelemetry.NODE,
            TransferTelemetry.LINK_TYPE,
            TransferTelemetry.REGION,
            LabelledTransfer.NETWORK_MODE)) {
      schema = schema.add(text, DataTypes.StringType);
    }
    for (String number :
        List.of(TransferTelemetry.SIZE_MB, TransferTelemetry.ENTROPY, LabelledTransfer.MARGIN)) {
      schema = schema.add(number, DataTypes.DoubleType);
    }
    for (Codec codec : Codec.values()) {
      schema = schema.add(codec.costColumn(), DataTypes.DoubleType);
    }
    for (String index : List.of(LabelledTransfer.LABEL, "production", "informed", "choice")) {
      schema = schema.add(index, DataTypes.IntegerType);
    }
    for (Codec codec : Codec.values()) {
      schema = schema.add("probability_" + codec.id(), DataTypes.FloatType);
    }
    return schema
        .add("confidence", DataTypes.FloatType)
        .add("champion_choice", DataTypes.IntegerType);
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    if (!rows.hasNext()) {
      return List.<Row>of().iterator();
    }
    ArtifactJudge judge = opened(candidate);
    ArtifactJudge other = champion.isEmpty() ? judge : opened(champion);
    return new Iterator<>() {
      private final Queue<Row> ready = new ArrayDeque<>();

      @Override
      public boolean hasNext() {
        if (ready.isEmpty() && rows.hasNext()) {
          List<Row> batch = new ArrayList<>();
          while (rows.hasNext() && batch.size() < BATCH) {
            batch.add(rows.next());
          }
          Decisions decided = judge.decide(batch);
          Choices against = other == judge ? decided.choices() : other.decide(batch).choices();
          for (int row = 0; row < batch.size(); row++) {
            ready.add(judged(batch.get(row), decided, against, row));
          }
        }
        return !ready.isEmpty();
      }

      @Override
      public Row next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return ready.remove();
      }
    };
  }

  /** An artifact that is closed when the task ends, however it ends. */
  private static ArtifactJudge opened(String directory) {
    ArtifactJudge judge = new ArtifactJudge(directory);
    TaskContext.get().addTaskCompletionListener((TaskCompletionListener) context -> judge.close());
    return judge;
  }

  private static Row judged(Row row, Decisions decided, Choices champion, int at) {
    List<Object> values = new ArrayList<>();
    LabelledRow labelled = new LabelledRow(row);
    values.add(row.getLong(row.fieldIndex(LabelledTransfer.TIME_NS)));
    values.add(labelled.text(TransferTelemetry.STREAM));
    values.add(labelled.text(TransferTelemetry.NODE));
    values.add(labelled.text(TransferTelemetry.LINK_TYPE));
    values.add(labelled.text(TransferTelemetry.REGION));
    values.add(labelled.text(LabelledTransfer.NETWORK_MODE));
    values.add(labelled.number(TransferTelemetry.SIZE_MB));
    values.add(labelled.number(TransferTelemetry.ENTROPY));
    values.add(labelled.number(LabelledTransfer.MARGIN));
    for (Codec codec : Codec.values()) {
      values.add(labelled.number(codec.costColumn()));
    }
    values.add(labelled.label());
    values.add(labelled.production());
    values.add(labelled.informed());
    values.add(decided.choices().at(at));
    for (float probability : decided.probabilities()[at]) {
      values.add(probability);
    }
    values.add(decided.confidence()[at]);
    values.add(champion.at(at));
    return RowFactory.create(values.toArray());
  }
}
