package io.wiresmith.evaluation.fields;

import io.wiresmith.core.Window;
import io.wiresmith.core.dataset.DatasetFile;
import io.wiresmith.core.dataset.DatasetKind;
import io.wiresmith.core.dataset.DatasetManifest;
import io.wiresmith.core.dataset.DatasetPart;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.dataset.RowCounts;
import io.wiresmith.core.fields.Field;
import io.wiresmith.core.fields.FieldList;
import io.wiresmith.core.fields.FieldType;
import io.wiresmith.core.fields.LabelledCapture;
import io.wiresmith.core.fields.MessageTelemetry;
import io.wiresmith.core.io.AtomicFiles;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** A labelled dataset of messages written by hand; the module etl labels real ones. */
public final class TestingCaptures {
  private static final StructType SCHEMA =
      new StructType()
          .add(LabelledCapture.TIME_NS, DataTypes.LongType)
          .add(MessageTelemetry.CAPTURE, DataTypes.StringType)
          .add(MessageTelemetry.FRAME, DataTypes.StringType)
          .add(MessageTelemetry.PROTOCOL, DataTypes.StringType)
          .add(MessageTelemetry.MESSAGE, DataTypes.StringType)
          .add(MessageTelemetry.HEX, DataTypes.StringType)
          .add(MessageTelemetry.FIELDS, DataTypes.StringType)
          .add(LabelledCapture.PART, DataTypes.StringType);

  private final List<Row> rows = new ArrayList<>();
  private final SparkSession spark;

  /** An empty dataset. */
  public TestingCaptures(SparkSession spark) {
    this.spark = spark;
  }

  /** A message; its fields are given by their ends and types, such as {@code 2 integer 8 bytes}. */
  public TestingCaptures message(
      String protocol, String capture, DatasetPart part, byte[] bytes, String fields) {
    long frame = rows.size();
    rows.add(
        RowFactory.create(
            frame * 1000,
            capture,
            Long.toString(frame),
            protocol,
            "digest" + frame,
            HexFormat.of().formatHex(bytes),
            FieldList.text(fields(fields)),
            part.id()));
    return this;
  }

  static List<Field> fields(String text) {
    String[] words = text.split(" ");
    List<Field> fields = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < words.length; i += 2) {
      int end = Integer.parseInt(words[i]);
      fields.add(new Field(start, end, FieldType.of(words[i + 1])));
      start = end;
    }
    return fields;
  }

  /** Writes the dataset. */
  public DatasetRef write(Path directory, int files) {
    spark.createDataFrame(rows, SCHEMA).repartition(files).write().parquet(directory.toString());
    List<DatasetFile> written =
        AtomicFiles.list(directory).stream()
            .map(file -> file.getFileName().toString())
            .filter(name -> name.endsWith(".parquet"))
            .map(name -> new DatasetFile(name, 0, "", 0))
            .toList();
    return new DatasetRef(
        directory,
        new DatasetManifest(
            DatasetKind.LABELLED,
            TestingTagger.MODEL,
            "dataset-of-tests",
            written,
            List.of(),
            new Window(Instant.EPOCH, Instant.EPOCH.plusSeconds(1)),
            "test",
            RowCounts.unchanged(rows.size()),
            Map.of(),
            Map.of(),
            List.of(),
            "testing",
            Map.of()));
  }
}
