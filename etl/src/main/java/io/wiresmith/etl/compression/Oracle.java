package io.wiresmith.etl.compression;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import io.wiresmith.core.compression.Codec;
import io.wiresmith.core.compression.LabelledTransfer;
import io.wiresmith.core.compression.TransferCost;
import io.wiresmith.core.compression.TransferTelemetry;
import java.util.Arrays;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF4;
import org.apache.spark.sql.types.DataTypes;

/**
 * Adds to each transfer what every codec would have cost, in milliseconds, and which is cheapest
 * ({@link TransferCost}, docs/reference/datasets.md).
 */
record Oracle(PenaltyProfiles profiles) {
  Dataset<Row> label(Dataset<Row> raw) {
    Dataset<Row> costs =
        raw.withColumn(LabelledTransfer.NETWORK_MODE, mode())
            .withColumn(LabelledTransfer.CPU_PENALTY, penalty());
    for (Codec codec : Codec.values()) {
      costs = costs.withColumn(codec.costColumn(), cost(codec));
    }
    return costs
        .withColumn(LabelledTransfer.LABEL, cheapest())
        .withColumn(LabelledTransfer.MARGIN, margin())
        .withColumn(LabelledTransfer.TIE, col(LabelledTransfer.MARGIN).equalTo(0.0));
  }

  private Column mode() {
    Column mode = lit(PenaltyProfiles.HYBRID);
    for (var entry : new TreeMap<>(profiles.modes()).entrySet()) {
      mode =
          when(col(TransferTelemetry.LINK_TYPE).equalTo(entry.getKey()), lit(entry.getValue()))
              .otherwise(mode);
    }
    return mode;
  }

  private Column penalty() {
    Column penalty = lit(Double.NaN);
    for (var entry : new TreeMap<>(profiles.penalties()).entrySet()) {
      Column value =
          col(TransferTelemetry.CPU_USAGE)
              .multiply(entry.getValue().slope())
              .plus(entry.getValue().base());
      penalty =
          when(col(LabelledTransfer.NETWORK_MODE).equalTo(entry.getKey()), value)
              .otherwise(penalty);
    }
    return penalty;
  }

  private static Column cost(Codec codec) {
    UDF4<Double, Double, Double, Double, Double> millis = TransferCost::millis;
    return udf(millis, DataTypes.DoubleType)
        .apply(
            col(codec.compressedMbField()),
            col(TransferTelemetry.EFFECTIVE_BANDWIDTH_MBPS),
            col(codec.compressMillisField()),
            col(LabelledTransfer.CPU_PENALTY));
  }

  private static Column cheapest() {
    Column cheapest = lit(Codec.NONE.id());
    Codec[] codecs = Codec.values();
    for (int i = codecs.length - 2; i >= 0; i--) {
      Column least = lit(true);
      for (Codec other : Arrays.asList(codecs).subList(i + 1, codecs.length)) {
        least = least.and(col(codecs[i].costColumn()).leq(col(other.costColumn())));
      }
      cheapest = when(least, lit(codecs[i].id())).otherwise(cheapest);
    }
    return cheapest;
  }

  private static Column margin() {
    Column sorted =
        sort_array(
            array(
                Arrays.stream(Codec.values())
                    .map(codec -> col(codec.costColumn()))
                    .toArray(Column[]::new)));
    Column best = element_at(sorted, 1);
    Column second = element_at(sorted, 2);
    return when(second.equalTo(best), lit(0.0))
        .when(best.equalTo(0.0), lit(Double.POSITIVE_INFINITY))
        .otherwise(second.divide(best).minus(1));
  }
}
