package io.wiresmith.training.fields;

import io.wiresmith.core.ModelId;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.Window;
import io.wiresmith.core.dataset.DatasetPart;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.fields.Field;
import io.wiresmith.core.fields.FieldList;
import io.wiresmith.core.fields.FieldType;
import io.wiresmith.core.fields.LabelledCapture;
import io.wiresmith.core.fields.MessageTelemetry;
import io.wiresmith.core.io.Sha256;
import io.wiresmith.training.LabelledDatasets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** A committed labelled dataset of two simple protocols in captures of every part. */
final class MessagesFixture {
  private static final StructType SCHEMA =
      new StructType()
          .add(LabelledCapture.TIME_NS, DataTypes.LongType)
          .add(MessageTelemetry.CAPTURE, DataTypes.StringType)
          .add(MessageTelemetry.FRAME, DataTypes.StringType)
          .add(MessageTelemetry.MESSAGE, DataTypes.StringType)
          .add(MessageTelemetry.PROTOCOL, DataTypes.StringType)
          .add(MessageTelemetry.HEX, DataTypes.StringType)
          .add(MessageTelemetry.FIELDS, DataTypes.StringType)
          .add(LabelledCapture.PART, DataTypes.StringType);

  private MessagesFixture() {}

  static DatasetRef labelled(Path workspace, int perCapture) {
    List<Row> rows = new ArrayList<>();
    for (DatasetPart part : DatasetPart.values()) {
      SplittableRandom random = new SplittableRandom(part.ordinal());
      for (int frame = 0; frame < perCapture; frame++) {
        rows.add(row(part, frame, "counted", counted(random)));
        rows.add(row(part, frame, "fixed", fixed(random)));
      }
    }
    return commit(workspace, rows);
  }

  private record Made(byte[] bytes, List<Field> fields) {}

  /** A two-byte length, a text of that many letters, a flag. */
  private static Made counted(SplittableRandom random) {
    int letters = 3 + random.nextInt(9);
    byte[] bytes = new byte[3 + letters];
    bytes[1] = (byte) letters;
    Arrays.fill(bytes, 2, 2 + letters, (byte) ('a' + random.nextInt(26)));
    bytes[2 + letters] = (byte) random.nextInt(2);
    return new Made(
        bytes,
        List.of(
            new Field(0, 2, FieldType.INTEGER),
            new Field(2, 2 + letters, FieldType.STRING),
            new Field(2 + letters, 3 + letters, FieldType.FLAG)));
  }

  /** A magic byte, an address, a time, what is left. */
  private static Made fixed(SplittableRandom random) {
    byte[] bytes = new byte[12 + random.nextInt(6)];
    random.nextBytes(bytes);
    bytes[0] = (byte) 0xa5;
    bytes[1] = 10;
    bytes[5] = 0x65;
    return new Made(
        bytes,
        List.of(
            new Field(0, 1, FieldType.INTEGER),
            new Field(1, 5, FieldType.ADDRESS),
            new Field(5, 9, FieldType.TIME),
            new Field(9, bytes.length, FieldType.BYTES)));
  }

  private static Row row(DatasetPart part, int frame, String protocol, Made made) {
    String hex = HexFormat.of().formatHex(made.bytes());
    return RowFactory.create(
        frame * 1_000L,
        part.id() + "-" + protocol,
        Integer.toString(frame),
        Sha256.of(made.bytes()).substring(0, MessageTelemetry.MESSAGE_DIGITS),
        protocol,
        hex,
        FieldList.text(made.fields()),
        part.id());
  }

  private static DatasetRef commit(Path workspace, List<Row> rows) {
    return LabelledDatasets.commit(
        workspace,
        ModelKey.of(ModelId.FIELDS),
        SCHEMA,
        rows,
        new Window(Instant.EPOCH, Instant.EPOCH.plusSeconds(1)));
  }
}
