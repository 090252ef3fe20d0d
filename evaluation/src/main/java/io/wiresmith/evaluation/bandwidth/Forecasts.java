package io.wiresmith.evaluation.bandwidth;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;

import io.wiresmith.core.bandwidth.LabelledLink;
import io.wiresmith.core.bandwidth.LinkTelemetry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

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

  /** {@code <source>/<link>}, as the provenance names links. */
  static Column name() {
    return concat(col(LinkTelemetry.SOURCE), lit("/"), col(LinkTelemetry.LINK));
  }

  /** The links that a training has seen. */
  Forecasts seen(Set<String> links) {
    return new Forecasts(labelled.filter(name().isInCollection(links)));
  }

  /** The other ones. */
  Forecasts unseen(Set<String> links) {
    return new Forecasts(
        labelled.filter(org.apache.spark.sql.functions.not(name().isInCollection(links))));
  }

  /** All targets, in the order of source, link and time. */
  List<ForecastRow> run(ForecastPartition partition) {
    List<ForecastRow> rows = new ArrayList<>();
    for (Row row :
        labelled
            .repartition(col(LinkTelemetry.SOURCE), col(LinkTelemetry.LINK))
            .sortWithinPartitions(
                LinkTelemetry.SOURCE,
                LinkTelemetry.LINK,
                LabelledLink.SEGMENT,
                LabelledLink.POSITION)
            .mapPartitions(partition, Encoders.row(ForecastRow.schema()))
            .collectAsList()) {
      rows.add(ForecastRow.of(row));
    }
    rows.sort(ORDER);
    return rows;
  }
}
