package io.wiresmith.evaluation.bandwidth;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.wiresmith.core.bandwidth.LabelledLink;
import io.wiresmith.core.bandwidth.LinkTelemetry;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Runs forecasts over links.
 *
 * @param labelled the labelled dataset
 */
record Forecasts(Dataset<Row> labelled) {
  private static final Comparator<ForecastRow> ORDER =
      Comparator.comparing(ForecastRow::source)
          .thenComparing(ForecastRow::link)
          .thenComparingLong(ForecastRow::timeNs);

  private static final Comparator<HorizonRow> FURTHER =
      Comparator.comparing(HorizonRow::source)
          .thenComparing(HorizonRow::link)
          .thenComparingLong(HorizonRow::timeNs)
          .thenComparingInt(HorizonRow::horizon);

  /** {@code <source>/<link>}, as the provenance names links. */
  private static Column name() {
    return concat(col(LinkTelemetry.SOURCE), lit("/"), col(LinkTelemetry.LINK));
  }

  /** The links that a training has seen. */
  Forecasts seen(Set<String> links) {
    return new Forecasts(labelled.filter(name().isInCollection(links)));
  }

  /** The other ones. */
  Forecasts unseen(Set<String> links) {
    return new Forecasts(labelled.filter(not(name().isInCollection(links))));
  }

  /** All targets, in the order of source, link and time. */
  List<ForecastRow> run(ForecastPartition partition) {
    return walked(partition, ForecastRow.schema()).stream()
        .map(ForecastRow::of)
        .sorted(ORDER)
        .toList();
  }

  /** Some targets at several horizons, in the order of source, link, time and horizon. */
  List<HorizonRow> run(HorizonPartition partition) {
    return walked(partition, HorizonRow.schema()).stream()
        .map(HorizonRow::of)
        .sorted(FURTHER)
        .toList();
  }

  /** What to tune by, for each half of each source. */
  List<TuningSums> tuning(TuningPartition partition) {
    Map<String, TuningSums> halves = new TreeMap<>();
    for (Row row : walked(partition, TuningSums.schema())) {
      TuningSums sums = TuningSums.of(row);
      halves.merge(sums.half(), sums, TuningSums::plus);
    }
    return List.copyOf(halves.values());
  }

  private List<Row> walked(MapPartitionsFunction<Row, Row> partition, StructType schema) {
    return labelled
        .repartition(col(LinkTelemetry.SOURCE), col(LinkTelemetry.LINK))
        .sortWithinPartitions(
            LinkTelemetry.SOURCE, LinkTelemetry.LINK, LabelledLink.SEGMENT, LabelledLink.POSITION)
        .mapPartitions(partition, Encoders.row(schema))
        .collectAsList();
  }
}
