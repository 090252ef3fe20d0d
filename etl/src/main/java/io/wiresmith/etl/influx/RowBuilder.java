package io.wiresmith.etl.influx;

import io.wiresmith.core.telemetry.FieldKind;
import io.wiresmith.core.telemetry.FieldValue.UnsignedValue;
import io.wiresmith.core.telemetry.LineProtocolEncoder;
import io.wiresmith.core.telemetry.RefusalReason;
import io.wiresmith.etl.source.Provenance;
import io.wiresmith.etl.source.TelemetryLayout;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * Makes a row of Spark of each point and counts the values of each field. A value that its column
 * cannot hold makes the row a refused one where the reason is asked for, and is an error elsewhere.
 * Not thread-safe.
 */
final class RowBuilder implements PointSink {
  private final Columns columns;
  private final Selection selection;
  private final String origin;
  private final Consumer<SpecificInternalRow> rows;
  private final SpecificInternalRow row;
  private final int width;
  private final int[] ordinals;
  private final Holder[] holders;
  private final boolean[] unsigned;
  private final boolean[] mixed;
  private final long[] counts;
  private final int time;
  private final int micros;
  private final int tagSet;
  private final int file;
  private final int line;
  private final int raw;
  private final int reason;
  private final int message;
  private final int unknown;
  private final StructType required;
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder strangers = new StringBuilder();
  private final UTF8String originText;
  private SeriesCells series = SeriesCells.NONE;
  private @Nullable String problem;
  private long number;
  private long at;

  /**
   * Begins.
   *
   * @param schema what the server knows; small unsigned integers look like signed ones elsewhere
   */
  RowBuilder(
      Columns columns,
      MeasurementSchema schema,
      Selection selection,
      StructType required,
      String origin,
      Consumer<SpecificInternalRow> rows) {
    this.columns = columns;
    this.selection = selection;
    this.required = required;
    this.origin = origin;
    this.originText = UTF8String.fromString(origin);
    this.rows = rows;
    this.row = new SpecificInternalRow(required);
    this.width = required.length();
    List<String> fields = selection.fields();
    this.ordinals = new int[fields.size()];
    this.holders = new Holder[fields.size()];
    this.unsigned = new boolean[fields.size()];
    this.mixed = new boolean[fields.size()];
    this.counts = new long[fields.size()];
    for (int i = 0; i < ordinals.length; i++) {
      String column = columns.fields().get(fields.get(i));
      ordinals[i] = column == null ? -1 : ordinal(column);
      holders[i] = column == null ? Holder.NOTHING : Holder.of(columns.type(fields.get(i)));
      // A double that stands for several types of numbers must hold each of them exactly.
      mixed[i] = schema.kinds(fields.get(i)).size() > 1;
      unsigned[i] = schema.kinds(fields.get(i)).equals(Set.of(FieldKind.UNSIGNED));
    }
    time = ordinal(TelemetryLayout.TIME_NS);
    micros = ordinal(MeasurementSchema.TIME);
    tagSet = ordinal(Provenance.TAGS);
    file = ordinal(Provenance.FILE);
    line = ordinal(Provenance.LINE);
    raw = ordinal(Provenance.RAW);
    reason = ordinal(Provenance.REASON);
    message = ordinal(Provenance.MESSAGE);
    unknown = ordinal(Provenance.UNKNOWN);
  }

  private int ordinal(String name) {
    return required.getFieldIndex(name).isDefined() ? required.fieldIndex(name) : -1;
  }

  /** Values of that field so far. */
  long count(int field) {
    return counts[field];
  }

  @Override
  public void series(SortedMap<String, String> tags) {
    series = SeriesCells.of(selection.measurement(), tags, columns, required, raw >= 0);
  }

  @Override
  public void begin(long timeNanos) {
    for (int i = 0; i < width; i++) {
      row.setNullAt(i);
    }
    number++;
    problem = null;
    strangers.setLength(0);
    strangers.append(series.strangers());
    text.setLength(0);
    if (time >= 0) {
      row.setLong(time, timeNanos);
    }
    if (micros >= 0) {
      row.setLong(micros, Math.floorDiv(timeNanos, 1_000L));
    }
    at = timeNanos;
  }

  @Override
  public void number(int field, double value) {
    int ordinal = seen(field);
    switch (holders[field]) {
      case DOUBLE -> {
        if (ordinal >= 0) {
          // Plus zero makes -0.0 and 0.0 the same value.
          row.setDouble(ordinal, value + 0.0);
        }
      }
      case NOTHING -> {}
      case LONG, DECIMAL, BOOLEAN, STRING -> mismatch(field, FieldKind.FLOAT);
    }
    if (raw >= 0) {
      tell(field, Double.toString(value));
    }
  }

  @Override
  public void integer(int field, long value) {
    whole(field, value, unsigned[field]);
  }

  @Override
  public void unsigned(int field, long bits) {
    whole(field, bits, true);
  }

  private void whole(int field, long bits, boolean unsigned) {
    int ordinal = seen(field);
    boolean fits = !unsigned || bits >= 0;
    switch (holders[field]) {
      case DOUBLE -> {
        double value = unsigned ? UnsignedValue.widened(bits) : bits;
        if (mixed[field] && ((unsigned && bits < 0) || (long) value != bits)) {
          mismatch(field, unsigned ? FieldKind.UNSIGNED : FieldKind.INTEGER);
        } else if (ordinal >= 0) {
          row.setDouble(ordinal, value);
        }
      }
      case LONG -> {
        if (fits && ordinal >= 0) {
          row.setLong(ordinal, bits);
        } else if (!fits) {
          mismatch(field, FieldKind.UNSIGNED);
        }
      }
      case DECIMAL -> {
        if (ordinal >= 0) {
          row.update(
              ordinal, decimal(unsigned ? Long.toUnsignedString(bits) : Long.toString(bits)));
        }
      }
      case NOTHING -> {}
      case BOOLEAN, STRING -> mismatch(field, unsigned ? FieldKind.UNSIGNED : FieldKind.INTEGER);
    }
    if (raw >= 0) {
      tell(field, unsigned ? Long.toUnsignedString(bits) + 'u' : bits + "i");
    }
  }

  private static Decimal decimal(String digits) {
    return Decimal.apply(digits).toPrecision(20, 0, Decimal.ROUND_HALF_UP(), true, null);
  }

  @Override
  public void flag(int field, boolean value) {
    int ordinal = seen(field);
    switch (holders[field]) {
      case BOOLEAN -> {
        if (ordinal >= 0) {
          row.setBoolean(ordinal, value);
        }
      }
      case NOTHING -> {}
      case DOUBLE, LONG, DECIMAL, STRING -> mismatch(field, FieldKind.BOOLEAN);
    }
    if (raw >= 0) {
      tell(field, Boolean.toString(value));
    }
  }

  @Override
  public void text(int field, byte[] utf8) {
    int ordinal = seen(field);
    switch (holders[field]) {
      case STRING -> put(ordinal, UTF8String.fromBytes(utf8));
      case NOTHING -> {}
      case DOUBLE, LONG, DECIMAL, BOOLEAN -> mismatch(field, FieldKind.STRING);
    }
    if (raw >= 0) {
      name(field);
      LineProtocolEncoder.appendText(text, new String(utf8, StandardCharsets.UTF_8));
    }
  }

  private int seen(int field) {
    counts[field]++;
    if (holders[field] == Holder.NOTHING && unknown >= 0) {
      strangers.append(strangers.length() > 0 ? "\n" : "");
      strangers.append("field ").append(selection.fields().get(field));
    }
    return ordinals[field];
  }

  /** Where no reason is asked for, a value that nobody wants is no problem. */
  private void mismatch(int field, FieldKind kind) {
    if (problem == null && (reason >= 0 || ordinals[field] >= 0)) {
      problem =
          "field '%s' is %s; required: %s"
              .formatted(
                  selection.fields().get(field),
                  kind.name().toLowerCase(Locale.ROOT),
                  holders[field].id());
    }
  }

  private void tell(int field, String value) {
    name(field);
    text.append(value);
  }

  private void name(int field) {
    text.append(text.length() == 0 ? ' ' : ',');
    LineProtocolEncoder.appendName(text, selection.fields().get(field));
    text.append('=');
  }

  @Override
  public void end() {
    if (problem != null) {
      refuse(problem);
    }
    series.fill(row);
    put(tagSet, series.tagSet());
    put(file, originText);
    if (line >= 0) {
      row.setLong(line, number);
    }
    if (unknown >= 0 && strangers.length() > 0) {
      put(unknown, UTF8String.fromString(strangers.toString()));
    }
    if (raw >= 0) {
      put(raw, UTF8String.fromString(series.line() + text + ' ' + at));
    }
    rows.accept(row);
  }

  /** A refused row keeps its time, its tags and why. */
  private void refuse(String why) {
    if (reason < 0) {
      throw InfluxFailures.wrongType(origin, why);
    }
    for (int ordinal : ordinals) {
      if (ordinal >= 0) {
        row.setNullAt(ordinal);
      }
    }
    put(reason, UTF8String.fromString(RefusalReason.TYPE.id()));
    put(message, UTF8String.fromString(why));
  }

  private void put(int ordinal, UTF8String value) {
    if (ordinal >= 0) {
      row.update(ordinal, value);
    }
  }
}
