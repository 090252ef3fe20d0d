package io.wiresmith.evaluation.fields;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.length;

import io.wiresmith.core.fields.FieldList;
import io.wiresmith.core.fields.FieldScores;
import io.wiresmith.core.fields.LabelledCapture;
import io.wiresmith.core.fields.LabelledMessage;
import io.wiresmith.core.fields.MessageTelemetry;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A message that judges.
 *
 * @param message the message
 * @param timeNs when it was captured, nanoseconds since 1970
 */
record JudgedMessage(LabelledMessage message, long timeNs) {
  private static final int DIGITS = 2;

  /** Those of a labelled dataset that are neither too short nor too long, in a fixed order. */
  static List<JudgedMessage> read(Dataset<Row> labelled) {
    Iterator<Row> rows =
        labelled
            .filter(
                length(col(MessageTelemetry.HEX))
                    .between(
                        DIGITS * FieldScores.FEWEST_BYTES,
                        DIGITS * MessageTelemetry.MOST_LEARNED_BYTES))
            .orderBy(
                MessageTelemetry.PROTOCOL,
                MessageTelemetry.CAPTURE,
                LabelledCapture.TIME_NS,
                MessageTelemetry.FRAME,
                MessageTelemetry.MESSAGE)
            .toLocalIterator();
    List<JudgedMessage> messages = new ArrayList<>();
    rows.forEachRemaining(row -> messages.add(of(row)));
    return messages;
  }

  private static JudgedMessage of(Row row) {
    return new JudgedMessage(
        new LabelledMessage(
            HexFormat.of().parseHex(row.<String>getAs(MessageTelemetry.HEX)),
            FieldList.parse(row.getAs(MessageTelemetry.FIELDS)),
            row.getAs(MessageTelemetry.PROTOCOL),
            row.getAs(MessageTelemetry.CAPTURE),
            Long.parseLong(row.getAs(MessageTelemetry.FRAME))),
        row.<Long>getAs(LabelledCapture.TIME_NS));
  }

  /** Its protocol. */
  String protocol() {
    return message.protocol();
  }
}
