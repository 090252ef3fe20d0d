package io.wiresmith.etl.fields;

import static io.wiresmith.core.fields.LabelledCapture.PART;
import static io.wiresmith.core.fields.MessageTelemetry.CAPTURE;
import static io.wiresmith.core.fields.MessageTelemetry.FIELDS;
import static io.wiresmith.core.fields.MessageTelemetry.FRAME;
import static io.wiresmith.core.fields.MessageTelemetry.HEX;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import io.wiresmith.core.dataset.DatasetPart;
import io.wiresmith.etl.step.Purpose;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Says of each message what becomes of it. No two kept messages have the same bytes, and for
 * training no two are nearly the same: so none is on both sides of a split. Captures that judge
 * come first and keep their messages; those that are learned from give up what resembles them.
 *
 * @param rules which messages are learned from
 * @param purpose an evaluation judges near-duplicates too
 */
record JudgedMessages(MessageRules rules, Purpose purpose) {
  /** The column of the {@link Outcome}. */
  static final String OUTCOME = "outcome";

  private static final String PRIORITY = "priority";
  private static final String LENGTH = "length";
  private static final String PLACE = "place";

  /** The rows of a raw dataset with part and outcome. */
  Dataset<Row> of(SparkSession spark, Dataset<Row> raw, Map<String, DatasetPart> parts) {
    Dataset<Row> divided =
        raw.join(org.apache.spark.sql.functions.broadcast(table(spark, parts)), CAPTURE)
            .withColumn(LENGTH, expr("length(hex) div 2"));
    Column[] order = {
      col(PRIORITY), col(CAPTURE), expr("length(" + FRAME + ")"), col(FRAME), col(FIELDS)
    };
    var same = Window.partitionBy(HEX).orderBy(order);
    Dataset<Row> placed =
        divided
            .withColumn(PLACE, org.apache.spark.sql.functions.row_number().over(same))
            .withColumn("first", org.apache.spark.sql.functions.first(FIELDS).over(same))
            .withColumn(OUTCOME, outcome())
            .drop(PLACE, "first");
    Dataset<Row> judged = purpose == Purpose.TRAINING ? withoutNear(placed, order) : placed;
    return judged.drop(PRIORITY, LENGTH);
  }

  private Column outcome() {
    return expr(
        "case when length > %d then '%s' when place = 1 then '%s' when fields = first then '%s' else '%s' end"
            .formatted(
                rules.mostBytes(),
                Outcome.TOO_LONG,
                Outcome.KEPT,
                Outcome.MERGED,
                Outcome.OTHER_FIELDS));
  }

  private Dataset<Row> withoutNear(Dataset<Row> placed, Column[] order) {
    List<Column> groups = new ArrayList<>(List.of(col(LENGTH), col(FIELDS)));
    groups.addAll(List.of(order));
    return placed
        .repartition(col(LENGTH), col(FIELDS))
        .sortWithinPartitions(groups.toArray(Column[]::new))
        .mapPartitions(
            new Sieve(rules, placed.schema().fieldNames().length), Encoders.row(placed.schema()));
  }

  private static Dataset<Row> table(SparkSession spark, Map<String, DatasetPart> parts) {
    StructType schema =
        new StructType()
            .add(CAPTURE, DataTypes.StringType)
            .add(PART, DataTypes.StringType)
            .add(PRIORITY, DataTypes.IntegerType);
    List<Row> rows = new ArrayList<>();
    parts.forEach(
        (capture, part) -> rows.add(RowFactory.create(capture, part.id(), priority(part))));
    return spark.createDataFrame(rows, schema);
  }

  private static int priority(DatasetPart part) {
    return switch (part) {
      case TEST -> 0;
      case VALIDATION -> 1;
      case TRAINING -> 2;
    };
  }

  /** Goes through the messages of one length and the same fields, group by group. */
  private record Sieve(MessageRules rules, int columns) implements MapPartitionsFunction<Row, Row> {
    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
      return new Iterator<>() {
        private String group = "";
        private NearDuplicates kept = new NearDuplicates(0);

        @Override
        public boolean hasNext() {
          return rows.hasNext();
        }

        @Override
        public Row next() {
          Row row = rows.next();
          if (!row.getAs(OUTCOME).equals(Outcome.KEPT.name())) {
            return row;
          }
          byte[] bytes = HexFormat.of().parseHex(row.<String>getAs(HEX));
          String mine = bytes.length + row.<String>getAs(FIELDS);
          if (!mine.equals(group)) {
            group = mine;
            kept = new NearDuplicates(rules.nearBytes(bytes.length));
          }
          return kept.add(bytes) ? row : near(row);
        }
      };
    }

    private Row near(Row row) {
      Object[] values = new Object[columns];
      java.util.Arrays.setAll(values, row::get);
      values[row.fieldIndex(OUTCOME)] = Outcome.NEAR_DUPLICATE.name();
      return RowFactory.create(values);
    }
  }
}
