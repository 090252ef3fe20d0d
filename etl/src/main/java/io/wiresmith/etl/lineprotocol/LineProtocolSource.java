package io.wiresmith.etl.lineprotocol;

import io.wiresmith.core.telemetry.Precision;
import io.wiresmith.etl.source.TelemetryLayout;
import io.wiresmith.etl.source.TelemetrySource;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Telemetry in files of line protocol.
 *
 * @param paths files and directories
 * @param precision the unit of their timestamps
 */
public record LineProtocolSource(List<String> paths, Precision precision)
    implements TelemetrySource {
  /** Copies the paths. */
  public LineProtocolSource {
    paths = List.copyOf(paths);
  }

  @Override
  public Dataset<Row> observe(SparkSession spark, TelemetryLayout layout) {
    String[] files = files().stream().map(Path::toString).toArray(String[]::new);
    return spark
        .read()
        .format(LineProtocolProvider.SHORT_NAME)
        .schema(layout.schema())
        .option(LineProtocolOptions.MEASUREMENT, layout.measurement())
        .option(LineProtocolOptions.TAGS, String.join("\n", layout.tags()))
        .option(LineProtocolOptions.PRECISION, precision.id())
        .load(files)
        .select(layout.selection());
  }

  /** The files that are read, sorted. */
  public List<Path> files() {
    return TelemetryFiles.resolve(paths);
  }

  @Override
  public String description() {
    return files().stream()
        .map(file -> String.valueOf(file.getFileName()))
        .collect(Collectors.joining(", "));
  }
}
