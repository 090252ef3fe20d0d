package io.wiresmith.etl.lineprotocol;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.telemetry.FieldKind;
import io.wiresmith.core.telemetry.LineProtocolReader;
import io.wiresmith.core.telemetry.Refusal;
import io.wiresmith.core.telemetry.RefusalReason;
import io.wiresmith.etl.source.Provenance;
import io.wiresmith.etl.source.TelemetryLayout;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * Puts points into Spark's rows; the row is used again for each. Types are checked for every column
 * of the user's schema, pruned or not, so that the same lines are refused by every query.
 */
final class RowFiller {
  /** A field column: its type and where it goes, -1 if it is pruned. */
  private record Target(DataType type, int ordinal) {}

  private final Map<String, Target> fields = new HashMap<>();
  private final Map<String, Integer> tags = new HashMap<>();
  private final int time;
  private final int tagSet;
  private final int file;
  private final int line;
  private final int raw;
  private final int reason;
  private final int message;
  private final int unknown;
  private final int others;
  private final int width;
  private final SpecificInternalRow row;
  private final TagSets tagSets = new TagSets();

  RowFiller(LineProtocolOptions options, StructType required) {
    for (StructField field : options.schema().fields()) {
      int ordinal = ordinal(required, field.name());
      if (options.tags().contains(field.name())) {
        tags.put(field.name(), ordinal);
      } else if (!field.name().equals(TelemetryLayout.TIME_NS)) {
        fields.put(field.name(), new Target(supported(field), ordinal));
      }
    }
    time = ordinal(required, TelemetryLayout.TIME_NS);
    tagSet = ordinal(required, Provenance.TAGS);
    file = ordinal(required, Provenance.FILE);
    line = ordinal(required, Provenance.LINE);
    raw = ordinal(required, Provenance.RAW);
    reason = ordinal(required, Provenance.REASON);
    message = ordinal(required, Provenance.MESSAGE);
    unknown = ordinal(required, Provenance.UNKNOWN);
    others = ordinal(required, Provenance.OTHERS);
    width = required.length();
    row = new SpecificInternalRow(required);
  }

  private static int ordinal(StructType required, String name) {
    return required.getFieldIndex(name).isDefined() ? required.fieldIndex(name) : -1;
  }

  private static DataType supported(StructField field) {
    DataType type = field.dataType();
    if (type.equals(DataTypes.DoubleType)
        || type.equals(DataTypes.LongType)
        || type.equals(DataTypes.BooleanType)
        || type.equals(DataTypes.StringType)) {
      return type;
    }
    throw new WiresmithException(
        ErrorCode.INVALID_INPUT,
        "Column %s has type %s. Required: double, long, boolean or string."
            .formatted(field.name(), type.simpleString()));
  }

  InternalRow row() {
    return row;
  }

  /** Empties the row. */
  void begin() {
    for (int i = 0; i < width; i++) {
      row.setNullAt(i);
    }
  }

  /** Fills time, tags and fields; returns what is wrong with the point, if something is. */
  Optional<Refusal> fill(LineProtocolReader point) {
    StringBuilder strangers = new StringBuilder();
    if (time >= 0 && point.hasTime()) {
      row.setLong(time, point.timeNanos());
    }
    for (int i = 0; i < point.tags(); i++) {
      Integer ordinal = tags.get(point.tag(i));
      if (ordinal == null) {
        stranger(strangers, "tag ", point.tag(i));
      } else if (ordinal >= 0) {
        row.update(ordinal, UTF8String.fromString(point.tagValue(i)));
      }
    }
    if (tagSet >= 0) {
      row.update(tagSet, tagSets.of(point));
    }
    String problem = null;
    for (int i = 0; i < point.fields(); i++) {
      Target target = fields.get(point.field(i));
      if (target == null) {
        stranger(strangers, "field ", point.field(i));
      } else if (!put(point, i, target) && problem == null) {
        problem =
            "field '%s' is %s; required: %s"
                .formatted(
                    point.field(i),
                    point.kind(i).name().toLowerCase(java.util.Locale.ROOT),
                    target.type().simpleString());
      }
    }
    if (unknown >= 0 && strangers.length() > 0) {
      row.update(unknown, UTF8String.fromString(strangers.toString()));
    }
    return verdict(point, problem);
  }

  private static Optional<Refusal> verdict(LineProtocolReader point, @Nullable String problem) {
    if (problem != null) {
      return Optional.of(new Refusal(point.line(), "", RefusalReason.TYPE, problem));
    }
    if (!point.hasTime()) {
      return Optional.of(
          new Refusal(point.line(), "", RefusalReason.MISSING_FIELD, "the line has no timestamp"));
    }
    return Optional.empty();
  }

  private static void stranger(StringBuilder strangers, String what, String name) {
    if (strangers.length() > 0) {
      strangers.append('\n');
    }
    strangers.append(what).append(name);
  }

  private boolean put(LineProtocolReader point, int index, Target target) {
    FieldKind kind = point.kind(index);
    int ordinal = target.ordinal();
    if (target.type().equals(DataTypes.DoubleType)) {
      if (ordinal >= 0) {
        // Plus zero makes -0.0 and 0.0 the same value.
        row.setDouble(ordinal, point.number(index) + 0.0);
      }
      return kind == FieldKind.FLOAT || kind == FieldKind.INTEGER || kind == FieldKind.UNSIGNED;
    }
    if (target.type().equals(DataTypes.StringType)) {
      if (ordinal >= 0 && kind == FieldKind.STRING) {
        row.update(ordinal, UTF8String.fromString(point.text(index)));
      }
      return kind == FieldKind.STRING;
    }
    if (target.type().equals(DataTypes.BooleanType)) {
      if (ordinal >= 0) {
        row.setBoolean(ordinal, point.integer(index) != 0);
      }
      return kind == FieldKind.BOOLEAN;
    }
    if (ordinal >= 0) {
      row.setLong(ordinal, point.integer(index));
    }
    return kind == FieldKind.INTEGER || (kind == FieldKind.UNSIGNED && point.integer(index) >= 0);
  }

  /** Marks the row as refused; its values stay null. */
  void refuse(Refusal refusal) {
    fields.values().stream()
        .filter(target -> target.ordinal() >= 0)
        .forEach(target -> row.setNullAt(target.ordinal()));
    text(reason, refusal.reason().id());
    text(message, refusal.message());
  }

  /** Says where the row comes from. */
  void origin(byte[] fileName, LineProtocolReader point, long passedOver) {
    if (file >= 0) {
      row.update(file, UTF8String.fromBytes(fileName));
    }
    if (line >= 0) {
      row.setLong(line, point.line());
    }
    if (raw >= 0) {
      row.update(
          raw,
          point.refused()
              ? UTF8String.fromString(point.raw())
              : UTF8String.fromBytes(point.rawBytes()));
    }
    others(passedOver);
  }

  /** Says how many points of other measurements came before. */
  void others(long passedOver) {
    if (others >= 0) {
      row.setLong(others, passedOver);
    }
  }

  private void text(int ordinal, String text) {
    if (ordinal >= 0) {
      row.update(ordinal, UTF8String.fromString(text));
    }
  }
}
