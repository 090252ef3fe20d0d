package io.wiresmith.etl.quality;

import io.wiresmith.core.telemetry.RefusalReason;
import io.wiresmith.etl.source.FieldRule;
import io.wiresmith.etl.source.TelemetryLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one key, united as InfluxDB does: each field has the value that came last. Rows are
 * added in the order of file and line.
 */
final class United {
  private final TelemetryLayout layout;
  private final int firstNumber;
  private final int firstText;
  private final int width;
  private final List<Row> rows = new ArrayList<>();
  private @Nullable Object[] values = new @Nullable Object[0];

  United(TelemetryLayout layout) {
    this.layout = layout;
    this.firstNumber = 1 + layout.tags().size();
    this.firstText = firstNumber + layout.numbers().size();
    this.width = firstText + layout.texts().size();
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  int size() {
    return rows.size();
  }

  List<Row> rows() {
    return rows;
  }

  /** Whether a row has the key of those that are here. */
  boolean accepts(Row row, int tagSet) {
    Row mine = rows.get(0);
    return row.getLong(0) == mine.getLong(0)
        && Objects.equals(row.getString(tagSet), mine.getString(tagSet));
  }

  void add(Row row) {
    if (rows.isEmpty()) {
      values = new @Nullable Object[width];
      for (int i = 0; i < firstNumber; i++) {
        values[i] = row.get(i);
      }
    }
    rows.add(row);
    for (int i = firstNumber; i < width; i++) {
      if (!row.isNullAt(i)) {
        values[i] = row.get(i);
      }
    }
  }

  /** Forgets the rows but keeps the newest as a stand-in for all of them. */
  void fold() {
    Row newest = rows.get(rows.size() - 1);
    rows.clear();
    rows.add(newest);
  }

  void clear() {
    rows.clear();
  }

  /** What a row says otherwise than the united one; null if nothing. */
  @Nullable String contradiction(Row row) {
    for (int i = firstNumber; i < width; i++) {
      if (!row.isNullAt(i) && !row.get(i).equals(values[i])) {
        return "field '%s' is %s here and %s in a later row of the same key, which wins"
            .formatted(name(i), row.get(i), values[i]);
      }
    }
    return null;
  }

  /** What is wrong with the united row; empty if it is sound. */
  List<Problem> problems() {
    List<String> missing = new ArrayList<>();
    List<String> wild = new ArrayList<>();
    for (int i = firstNumber; i < firstText; i++) {
      FieldRule rule = layout.numbers().get(i - firstNumber);
      Double value = (Double) values[i];
      if (value == null) {
        if (rule.required()) {
          missing.add(rule.name());
        }
      } else if (!(value >= rule.minimum() && value <= rule.maximum())) {
        wild.add(
            "%s is %s, required %s to %s"
                .formatted(rule.name(), value, rule.minimum(), rule.maximum()));
      }
    }
    List<Problem> problems = new ArrayList<>();
    if (!missing.isEmpty()) {
      problems.add(
          new Problem(RefusalReason.MISSING_FIELD, "without " + String.join(", ", missing)));
    }
    if (!wild.isEmpty()) {
      problems.add(new Problem(RefusalReason.RANGE, String.join("; ", wild)));
    }
    return problems;
  }

  /** The row as it is kept: numbers NaN and texts empty where missing. */
  Object[] row() {
    Object[] row = new Object[width];
    Arrays.setAll(row, this::present);
    return row;
  }

  private Object present(int column) {
    Object value = values[column];
    if (value != null) {
      return value;
    }
    return column >= firstNumber && column < firstText ? (Object) Double.NaN : "";
  }

  private String name(int column) {
    return column < firstText
        ? layout.numbers().get(column - firstNumber).name()
        : layout.texts().get(column - firstText);
  }

  /**
   * Why a row is refused.
   *
   * @param reason in one word
   * @param message what was found
   */
  record Problem(RefusalReason reason, String message) {}
}
