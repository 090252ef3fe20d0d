package io.wiresmith.evaluation.compression;

import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Row;

/**
 * A look ahead could also hide in the graph itself: rows of a batch that see each other. Decides
 * some rows together and one by one.
 */
final class RowIndependence {
  static final int ROWS = 64;

  private static final double TOLERANCE = 1e-5;

  private RowIndependence() {}

  /** A sentence for each way in which the rows see each other. */
  static List<String> leaks(ArtifactJudge judge, List<Row> rows) {
    if (rows.isEmpty()) {
      return List.of();
    }
    Decisions together = judge.decide(rows);
    int different = 0;
    for (int row = 0; row < rows.size(); row++) {
      Decisions alone = judge.decide(List.of(rows.get(row)));
      different += same(together.probabilities()[row], alone.probabilities()[0]) ? 0 : 1;
    }
    return different == 0
        ? List.of()
        : List.of(
            String.format(
                Locale.ROOT,
                "%d of %d rows are decided differently alone and in a batch: rows see each other.",
                different,
                rows.size()));
  }

  private static boolean same(float[] one, float[] other) {
    for (int codec = 0; codec < one.length; codec++) {
      if (!(Math.abs(one[codec] - other[codec]) <= TOLERANCE)) {
        return false;
      }
    }
    return true;
  }
}
