package io.wiresmith.etl.quality;

import io.wiresmith.core.dataset.ColumnSpec;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.io.Locations;
import io.wiresmith.core.telemetry.RefusalReason;
import io.wiresmith.etl.quality.Quarantine.Origin;
import io.wiresmith.etl.source.Provenance;
import io.wiresmith.etl.source.TelemetryLayout;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;

/**
 * Judges the sorted rows of one partition, which holds all rows of its keys, and writes what is
 * kept and what is refused. Returns its tally as one line of JSON.
 */
record JudgeTask(TelemetryLayout layout, String schema, String keptDir, String refusedDir)
    implements MapPartitionsFunction<Row, String> {
  @Override
  public Iterator<String> call(Iterator<Row> rows) {
    Judge judge = new Judge(this);
    while (rows.hasNext()) {
      judge.row(rows.next());
    }
    return List.of(Json.line(judge.finish())).iterator();
  }

  private static final class Judge {
    /** Rows of one key that are held before they are folded into one. */
    private static final int MOST = 10_000;

    private final Tally tally = new Tally();
    private final Keeper keeper;
    private final Quarantine quarantine;
    private final United united;
    private final int tagSet;
    private final int file;
    private final int line;
    private final int raw;
    private final int reason;
    private final int message;
    private final int unknown;

    Judge(JudgeTask task) {
      List<String> columns = task.layout.columns();
      List<ColumnSpec> schema =
          List.of(
              Json.parse(
                  task.schema.getBytes(StandardCharsets.UTF_8), ColumnSpec[].class, "a schema"));
      keeper = new Keeper(Locations.path(task.keptDir), schema, task.layout, tally);
      quarantine = new Quarantine(Locations.path(task.refusedDir), tally);
      united = new United(task.layout);
      tagSet = columns.indexOf(Provenance.TAGS);
      file = columns.indexOf(Provenance.FILE);
      line = columns.indexOf(Provenance.LINE);
      raw = columns.indexOf(Provenance.RAW);
      reason = columns.indexOf(Provenance.REASON);
      message = columns.indexOf(Provenance.MESSAGE);
      unknown = columns.indexOf(Provenance.UNKNOWN);
    }

    void row(Row row) {
      if (!row.isNullAt(reason)) {
        refused(row, row.getString(reason));
        return;
      }
      if (!row.isNullAt(unknown)) {
        row.getString(unknown).lines().forEach(tally::unknown);
      }
      if (!united.isEmpty() && !united.accepts(row, tagSet)) {
        close();
      }
      united.add(row);
      if (united.size() == MOST) {
        fold();
      }
    }

    private void refused(Row row, String why) {
      if (why.equals(WindowTask.DROPPED)) {
        byte[] json = row.getString(message).getBytes(StandardCharsets.UTF_8);
        tally.add(Json.parse(json, Tally.class, "a tally"));
      } else {
        quarantine.put(origin(row), RefusalReason.of(why), row.getString(message));
      }
    }

    private void close() {
      List<United.Problem> problems = united.problems();
      int folded = overridden();
      if (problems.isEmpty()) {
        tally.merged += folded - 1;
        keeper.put(united.row());
      } else {
        United.Problem first = problems.get(0);
        for (Row row : united.rows()) {
          if (united.contradiction(row) == null) {
            quarantine.put(origin(row), first.reason(), first.message());
          }
        }
      }
      united.clear();
    }

    /** Quarantines the rows that a later one contradicts; returns how many are left. */
    private int overridden() {
      int left = 0;
      for (Row row : united.rows()) {
        String contradiction = united.contradiction(row);
        if (contradiction == null) {
          left++;
        } else {
          quarantine.put(origin(row), RefusalReason.DUPLICATE, contradiction);
        }
      }
      return left;
    }

    private void fold() {
      tally.merged += overridden() - 1;
      united.fold();
    }

    private Origin origin(Row row) {
      boolean timed = !row.isNullAt(0);
      return new Origin(
          row.getString(file),
          row.getLong(line),
          row.getString(raw),
          timed,
          timed ? row.getLong(0) : 0);
    }

    Tally finish() {
      if (!united.isEmpty()) {
        close();
      }
      keeper.finish();
      quarantine.finish();
      return tally;
    }
  }
}
