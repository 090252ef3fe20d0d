package io.wiresmith.training.fields;

import static org.apache.spark.sql.functions.col;

import io.wiresmith.core.dataset.DatasetPart;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.fields.FieldList;
import io.wiresmith.core.fields.LabelledCapture;
import io.wiresmith.core.fields.LabelledMessage;
import io.wiresmith.core.fields.MessageTelemetry;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Reads labelled messages. They are held in memory: some 50 MB for 100,000 of 200 bytes. */
final class MessageReader {
  private MessageReader() {}

  /** The messages of a part, always in the same order. */
  static List<LabelledMessage> read(SparkSession spark, DatasetRef labelled, DatasetPart part) {
    List<LabelledMessage> messages = new ArrayList<>();
    Iterator<Row> rows =
        spark
            .read()
            .parquet(labelled.files())
            .filter(col(LabelledCapture.PART).equalTo(part.id()))
            .orderBy(
                MessageTelemetry.CAPTURE,
                MessageTelemetry.FRAME,
                MessageTelemetry.MESSAGE,
                MessageTelemetry.PROTOCOL)
            .toLocalIterator();
    while (rows.hasNext()) {
      Row row = rows.next();
      messages.add(
          new LabelledMessage(
              HexFormat.of().parseHex(row.<String>getAs(MessageTelemetry.HEX)),
              FieldList.parse(row.getAs(MessageTelemetry.FIELDS)),
              row.getAs(MessageTelemetry.PROTOCOL),
              row.getAs(MessageTelemetry.CAPTURE),
              Long.parseLong(row.getAs(MessageTelemetry.FRAME))));
    }
    return messages;
  }
}
