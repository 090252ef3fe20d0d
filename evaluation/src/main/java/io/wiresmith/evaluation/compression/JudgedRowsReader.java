package io.wiresmith.evaluation.compression;

import static org.apache.spark.sql.functions.col;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.compression.LabelledTransfer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * Has the rows of a labelled dataset decided on the workers and collects what judging needs.
 *
 * @param labelled the dataset
 */
record JudgedRowsReader(Dataset<Row> labelled) {
  private static final int FIRST_COST = 9;
  private static final int LABEL = FIRST_COST + JudgedRows.CODECS;
  private static final int CHOICE = LABEL + 3;
  private static final int CONFIDENCE = CHOICE + 1 + JudgedRows.CODECS;

  /**
   * Decides every row at or after an instant.
   *
   * @param fromNs nanoseconds since 1970
   * @param artifacts the directories
   * @param inputs columns that the artifacts need
   */
  JudgedRows read(long fromNs, JudgePartition artifacts, Collection<String> inputs) {
    Dataset<Row> test =
        labelled.filter(col(LabelledTransfer.TIME_NS).geq(fromNs)).select(columns(inputs));
    List<Row> rows =
        new ArrayList<>(
            test.mapPartitions(artifacts, Encoders.row(JudgePartition.schema())).collectAsList());
    List<Judged> judged = new ArrayList<>(rows.stream().map(Judged::new).toList());
    judged.sort(Comparator.comparing(Judged::known, JudgedRow.CANONICAL));
    return assemble(judged, !artifacts.champion().isEmpty());
  }

  private Column[] columns(Collection<String> inputs) {
    Set<String> names = new TreeSet<>(LabelledRow.columns());
    names.addAll(inputs);
    Set<String> present = Set.copyOf(Arrays.asList(labelled.columns()));
    List<String> missing = names.stream().filter(name -> !present.contains(name)).toList();
    if (!missing.isEmpty()) {
      throw new WiresmithException(
          ErrorCode.INVALID_INPUT,
          "The labelled dataset lacks the columns %s that judging or the artifact needs. Extract and label again, or judge an artifact made for this telemetry."
              .formatted(missing));
    }
    return names.stream().map(org.apache.spark.sql.functions::col).toArray(Column[]::new);
  }

  private static JudgedRows assemble(List<Judged> judged, boolean hasChampion) {
    int[] choices = judged.stream().mapToInt(row -> row.row().getInt(CHOICE)).toArray();
    float[][] probabilities = new float[choices.length][JudgedRows.CODECS];
    float[] confidence = new float[choices.length];
    for (int row = 0; row < choices.length; row++) {
      Row from = judged.get(row).row();
      for (int codec = 0; codec < JudgedRows.CODECS; codec++) {
        probabilities[row][codec] = from.getFloat(CHOICE + 1 + codec);
      }
      confidence[row] = from.getFloat(CONFIDENCE);
    }
    int[] champion = judged.stream().mapToInt(row -> row.row().getInt(CONFIDENCE + 1)).toArray();
    return new JudgedRows(
        judged.stream().map(Judged::known).toList(),
        new Decisions(new Choices(choices), probabilities, confidence),
        hasChampion ? Optional.of(new Choices(champion)) : Optional.empty());
  }

  private record Judged(Row row, JudgedRow known) {
    Judged(Row row) {
      this(row, known(row));
    }

    private static JudgedRow known(Row row) {
      double[] costs = new double[JudgedRows.CODECS];
      for (int codec = 0; codec < costs.length; codec++) {
        costs[codec] = row.getDouble(FIRST_COST + codec);
      }
      return new JudgedRow(
          row.getLong(0),
          row.getString(1),
          row.getString(2),
          row.getString(3),
          row.getString(4),
          row.getString(5),
          row.getDouble(6),
          row.getDouble(7),
          row.getDouble(8),
          costs,
          row.getInt(LABEL),
          row.getInt(LABEL + 1),
          row.getInt(LABEL + 2));
    }
  }
}
