package io.wiresmith.etl.fields;

import static io.wiresmith.core.fields.MessageTelemetry.CAPTURE;
import static io.wiresmith.core.fields.MessageTelemetry.FIELDS;
import static io.wiresmith.core.fields.MessageTelemetry.FRAME;
import static io.wiresmith.core.fields.MessageTelemetry.HEX;
import static io.wiresmith.core.fields.MessageTelemetry.MEASUREMENT;
import static io.wiresmith.core.fields.MessageTelemetry.PROTOCOL;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.Json;
import io.wiresmith.etl.fields.CaptureReader.Found;
import io.wiresmith.etl.fields.MessageText.Refused;
import io.wiresmith.etl.lineprotocol.TelemetryFiles;
import io.wiresmith.etl.source.Provenance;
import io.wiresmith.etl.source.TelemetryLayout;
import io.wiresmith.etl.source.TelemetrySource;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.MetadataColumn;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Labelled messages in files of JSON lines, {@code *.jsonl} and {@code *.jsonl.gz}; docs/reference/
 * telemetry.md has the forms.
 *
 * @param paths files and directories
 */
public record CaptureSource(List<String> paths) implements TelemetrySource {
  /** What the names of the files end in, before {@code .gz}. */
  public static final String ENDING = ".jsonl";

  /** Copies the paths. */
  public CaptureSource {
    paths = List.copyOf(paths);
  }

  @Override
  public Dataset<Row> observe(SparkSession spark, TelemetryLayout layout) {
    if (!layout.measurement().equals(MEASUREMENT)) {
      throw new WiresmithException(
          ErrorCode.INVALID_INPUT,
          "The captures %s hold the measurement %s and no %s. Name other telemetry."
              .formatted(description(), MEASUREMENT, layout.measurement()));
    }
    StructType schema = layout.schema();
    for (MetadataColumn column : Provenance.hidden()) {
      schema = schema.add(column.name(), column.dataType());
    }
    List<String> files = files().stream().map(Path::toString).toList();
    return spark
        .createDataset(files, Encoders.STRING())
        .repartition(files.size())
        .flatMap(new ReadFile(layout.columns()), Encoders.row(schema));
  }

  /** The files that are read, sorted. */
  public List<Path> files() {
    return TelemetryFiles.resolve(paths, ENDING);
  }

  @Override
  public String description() {
    return files().stream()
        .map(file -> String.valueOf(file.getFileName()))
        .collect(Collectors.joining(", "));
  }

  private record ReadFile(List<String> columns) implements FlatMapFunction<String, Row> {
    @Override
    public Iterator<Row> call(String file) {
      CaptureReader reader = new CaptureReader(Path.of(file));
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return reader.hasNext();
        }

        @Override
        public Row next() {
          return row(file, reader.next());
        }
      };
    }

    private Row row(String file, Found found) {
      @Nullable Object[] values = new @Nullable Object[columns.size()];
      put(values, Provenance.FILE, file);
      put(values, Provenance.LINE, found.number());
      put(values, Provenance.RAW, found.raw());
      put(values, Provenance.TAGS, "");
      CaptureLine message = found.message();
      if (message != null) {
        values[0] = message.timeNs();
        put(values, CAPTURE, message.capture());
        put(values, FRAME, message.frame());
        put(values, PROTOCOL, message.protocol());
        put(values, HEX, message.hex());
        put(values, FIELDS, message.fields());
        String protocol = message.protocol() == null ? "" : message.protocol();
        put(
            values,
            Provenance.TAGS,
            Json.line(List.of(message.capture(), message.frame(), protocol)));
      }
      Refused refused = found.refused();
      if (refused != null) {
        put(values, Provenance.REASON, refused.reason().id());
        put(values, Provenance.MESSAGE, String.valueOf(refused.getMessage()));
      }
      return RowFactory.create(values);
    }

    private void put(@Nullable Object[] values, String column, @Nullable Object value) {
      values[columns.indexOf(column)] = value;
    }
  }
}
