package io.wiresmith.etl.fields;

import static io.wiresmith.core.fields.MessageTelemetry.CAPTURE;
import static io.wiresmith.core.fields.MessageTelemetry.FIELDS;
import static io.wiresmith.core.fields.MessageTelemetry.FRAME;
import static io.wiresmith.core.fields.MessageTelemetry.HEX;
import static io.wiresmith.core.fields.MessageTelemetry.MESSAGE;

import io.wiresmith.core.telemetry.RefusalReason;
import io.wiresmith.etl.fields.MessageText.Refused;
import io.wiresmith.etl.source.Provenance;
import io.wiresmith.etl.source.TelemetryLayout;
import io.wiresmith.etl.source.TelemetrySource;
import java.util.List;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Messages of any source, each one held to what a message must be: sound ones in one form, whatever
 * form they had, the others refused.
 *
 * @param source where they come from
 */
record CheckedMessages(TelemetrySource source) implements TelemetrySource {
  @Override
  public Dataset<Row> observe(SparkSession spark, TelemetryLayout layout) {
    Dataset<Row> rows = source.observe(spark, layout);
    return rows.map(new Check(layout.columns()), Encoders.row(rows.schema()));
  }

  @Override
  public String description() {
    return source.description();
  }

  private record Check(List<String> columns) implements MapFunction<Row, Row> {
    @Override
    public Row call(Row row) {
      int reason = columns.indexOf(Provenance.REASON);
      // A last row of a file may tell nothing but how many points were passed over.
      if (!row.isNullAt(reason) || row.isNullAt(columns.indexOf(Provenance.LINE))) {
        return row;
      }
      @Nullable Object[] values = new @Nullable Object[columns.size()];
      java.util.Arrays.setAll(values, row::get);
      try {
        if (text(row, CAPTURE) == null || text(row, FRAME) == null) {
          throw new Refused(
              RefusalReason.MISSING_FIELD, "without the tag 'capture' or the tag 'frame'");
        }
        MessageText message = MessageText.of(text(row, HEX), text(row, FIELDS));
        values[columns.indexOf(HEX)] = message.hex();
        values[columns.indexOf(MESSAGE)] = message.digest();
        // With the bytes in the key a frame may carry several messages, in captures as in
        // telemetry.
        int tags = columns.indexOf(Provenance.TAGS);
        values[tags] = values[tags] + "," + message.digest();
        values[columns.indexOf(FIELDS)] = message.fields();
      } catch (Refused e) {
        values[reason] = e.reason().id();
        values[columns.indexOf(Provenance.MESSAGE)] =
            "frame %s of %s: %s".formatted(text(row, FRAME), text(row, CAPTURE), e.getMessage());
      }
      return RowFactory.create(values);
    }

    private @Nullable String text(Row row, String column) {
      return row.getString(columns.indexOf(column));
    }
  }
}
