package io.wiresmith.etl.quality;

import io.wiresmith.core.dataset.ColumnSpec;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Json;
import io.wiresmith.etl.dataset.Part;
import io.wiresmith.etl.dataset.Staging;
import io.wiresmith.etl.source.Provenance;
import io.wiresmith.etl.source.SparkFailures;
import io.wiresmith.etl.source.TelemetryLayout;
import io.wiresmith.etl.source.TelemetrySource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * Judges every row of telemetry in one pass over the source: rows of one key (all tags and the
 * time) are united as InfluxDB does, sound ones are written in canonical order, refused ones go to
 * the quarantine. Memory does not grow with the input.
 *
 * @param layout what is read
 * @param bounds which times are kept
 */
public record QualityLaw(TelemetryLayout layout, TimeBounds bounds) {
  /**
   * Runs the law.
   *
   * @param kept where the parts of the dataset are written aside
   * @param schema the columns of the dataset: those of the layout
   * @param quarantine directory of the refused rows; what another run left there is replaced
   */
  public QualityReport judge(
      SparkSession spark,
      TelemetrySource source,
      Staging kept,
      List<ColumnSpec> schema,
      Path quarantine) {
    try (Staging refused = Staging.open(quarantine)) {
      JudgeTask judge =
          new JudgeTask(
              layout,
              Json.line(schema),
              kept.directory().toString(),
              refused.directory().toString());
      Tally tally =
          SparkFailures.unwrapped(() -> total(sorted(source.observe(spark, layout)), judge));
      refused.moveTo(quarantine, tally.refused);
      removeOthers(quarantine, tally.refused);
      return QualityReport.of(layout, bounds, source.description(), tally);
    }
  }

  private static Tally total(Dataset<Row> sorted, JudgeTask judge) {
    Tally tally = new Tally();
    for (String line : sorted.mapPartitions(judge, Encoders.STRING()).collectAsList()) {
      tally.add(Json.parse(line.getBytes(StandardCharsets.UTF_8), Tally.class, "a tally"));
    }
    return tally;
  }

  /** All rows of an hour in one partition, those of one key side by side. */
  private Dataset<Row> sorted(Dataset<Row> observed) {
    List<Column> order = new ArrayList<>();
    order.add(functions.col(TelemetryLayout.TIME_NS));
    layout
        .tags()
        .forEach(tag -> order.add(functions.coalesce(functions.col(tag), functions.lit(""))));
    order.add(functions.col(Provenance.TAGS));
    order.add(functions.col(Provenance.FILE));
    order.add(functions.col(Provenance.LINE));
    return observed
        .mapPartitions(new WindowTask(layout, bounds), Encoders.row(observed.schema()))
        .repartition(
            Part.hour(TelemetryLayout.TIME_NS),
            functions.when(
                functions.col(TelemetryLayout.TIME_NS).isNull(),
                functions.col(Provenance.LINE).mod(functions.lit(64))))
        .sortWithinPartitions(order.toArray(Column[]::new));
  }

  private static void removeOthers(Path quarantine, List<Part> parts) {
    Set<String> mine = parts.stream().map(part -> part.file().name()).collect(Collectors.toSet());
    for (Path entry : AtomicFiles.list(quarantine)) {
      String name = String.valueOf(entry.getFileName());
      if (name.startsWith("part-") && !mine.contains(name)) {
        AtomicFiles.deleteTree(entry);
      }
    }
  }
}
