package io.wiresmith.etl.influx;

import io.wiresmith.core.telemetry.FieldKind;
import io.wiresmith.core.telemetry.Nanos;
import io.wiresmith.etl.source.TelemetryLayout;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.sources.EqualNullSafe;
import org.apache.spark.sql.sources.EqualTo;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.sources.GreaterThan;
import org.apache.spark.sql.sources.GreaterThanOrEqual;
import org.apache.spark.sql.sources.In;
import org.apache.spark.sql.sources.IsNotNull;
import org.apache.spark.sql.sources.IsNull;
import org.apache.spark.sql.sources.LessThan;
import org.apache.spark.sql.sources.LessThanOrEqual;
import org.jspecify.annotations.Nullable;

/**
 * Filters of Spark that the server can apply. Each only narrows what is read: Spark checks every
 * one of them again.
 */
final class InfluxFilters {
  private final Columns columns;
  private final MeasurementSchema schema;
  private final List<Filter> pushed = new ArrayList<>();
  private final List<TagFilter> tags = new ArrayList<>();
  private final List<FieldFilter> fields = new ArrayList<>();
  private final Set<String> present = new TreeSet<>();
  private TimeRange range = TimeRange.ALL;

  InfluxFilters(Columns columns, MeasurementSchema schema) {
    this.columns = columns;
    this.schema = schema;
  }

  void push(Filter[] filters) {
    for (Filter filter : filters) {
      if (accept(filter)) {
        pushed.add(filter);
      }
    }
  }

  Filter[] pushed() {
    return pushed.toArray(Filter[]::new);
  }

  TimeRange range() {
    return range;
  }

  List<TagFilter> tags() {
    return tags;
  }

  List<FieldFilter> fields() {
    return fields;
  }

  /** Fields that every row that is wanted has. */
  Set<String> present() {
    return present;
  }

  private boolean accept(Filter filter) {
    if (filter instanceof EqualTo f) {
      return compare(f.attribute(), "=", f.value());
    }
    if (filter instanceof EqualNullSafe f && f.value() != null) {
      return compare(f.attribute(), "=", f.value());
    }
    if (filter instanceof GreaterThan f) {
      return compare(f.attribute(), ">", f.value());
    }
    if (filter instanceof GreaterThanOrEqual f) {
      return compare(f.attribute(), ">=", f.value());
    }
    if (filter instanceof LessThan f) {
      return compare(f.attribute(), "<", f.value());
    }
    if (filter instanceof LessThanOrEqual f) {
      return compare(f.attribute(), "<=", f.value());
    }
    if (filter instanceof In f) {
      return in(f.attribute(), f.values());
    }
    if (filter instanceof IsNotNull f) {
      return notNull(f.attribute());
    }
    return filter instanceof IsNull f && tag(f.attribute(), List.of(""), false);
  }

  private boolean compare(String column, String operator, Object value) {
    if (Columns.isTime(column)) {
      return time(column, operator, value);
    }
    if (columns.tags().contains(column)) {
      return operator.equals("=")
          && value instanceof String text
          && tag(column, List.of(text), false);
    }
    return field(column).filter(name -> comparison(name, operator, value)).isPresent();
  }

  private boolean in(String column, Object[] values) {
    boolean texts = Arrays.stream(values).allMatch(value -> value instanceof String);
    return texts
        && values.length > 0
        && tag(column, Arrays.stream(values).map(String.class::cast).toList(), false);
  }

  private boolean notNull(String column) {
    if (columns.tags().contains(column)) {
      return tag(column, List.of(""), true);
    }
    field(column).ifPresent(present::add);
    return Columns.isTime(column);
  }

  /** InfluxDB has no empty tag: in a query an empty text means a series without it. */
  private boolean tag(String column, List<String> values, boolean others) {
    boolean sound =
        columns.tags().contains(column)
            && values.size() <= PartitionPlan.MOST_VALUES
            && values.stream().allMatch(InfluxFilters::speakable);
    if (sound) {
      tags.add(new TagFilter(column, values, others));
    }
    return sound;
  }

  /** Query languages have no escapes for most control characters. */
  static boolean speakable(String text) {
    return text.chars().noneMatch(c -> c < ' ' && c != '\n');
  }

  private Optional<String> field(String column) {
    return columns.fields().entrySet().stream()
        .filter(entry -> entry.getValue().equals(column))
        .map(java.util.Map.Entry::getKey)
        .findFirst();
  }

  private boolean comparison(String field, String operator, Object value) {
    present.add(field);
    Set<FieldKind> kinds = schema.fields().getOrDefault(field, Set.of());
    Serializable literal = kinds.size() == 1 ? literal(kinds.iterator().next(), value) : null;
    boolean ordered = !(literal instanceof String || literal instanceof Boolean);
    if (literal == null || !(ordered || operator.equals("="))) {
      return false;
    }
    fields.add(new FieldFilter(field, operator, literal));
    return true;
  }

  /** The value as the server compares it with a field of that type; null if it does not. */
  private static @Nullable Serializable literal(FieldKind kind, Object value) {
    return switch (kind) {
      case FLOAT -> value instanceof Double number && Double.isFinite(number) ? number : null;
      case INTEGER -> value instanceof Long number ? number : null;
      case BOOLEAN -> value instanceof Boolean flag ? flag : null;
      case STRING -> value instanceof String text && speakable(text) ? text : null;
      // Literals of unsigned integers differ between versions.
      case UNSIGNED -> null;
    };
  }

  private boolean time(String column, String operator, Object value) {
    long first;
    long last;
    if (column.equals(TelemetryLayout.TIME_NS)) {
      if (!(value instanceof Long nanos)) {
        return false;
      }
      first = nanos;
      last = nanos;
    } else {
      Instant instant = instant(value);
      if (instant == null) {
        return false;
      }
      // A microsecond of Spark is a thousand nanoseconds of InfluxDB.
      first = Nanos.of(instant);
      last = first > Long.MAX_VALUE - 999 ? Long.MAX_VALUE : first + 999;
    }
    range = range.and(narrowed(operator, first, last));
    return true;
  }

  private static TimeRange narrowed(String operator, long first, long last) {
    long behind = last == Long.MAX_VALUE ? last : last + 1;
    return switch (operator) {
      case ">" -> new TimeRange(behind, Long.MAX_VALUE);
      case ">=" -> new TimeRange(first, Long.MAX_VALUE);
      case "<" -> new TimeRange(TimeRange.LEAST, first);
      case "<=" -> new TimeRange(TimeRange.LEAST, behind);
      default -> new TimeRange(first, behind);
    };
  }

  private static @Nullable Instant instant(Object value) {
    if (value instanceof java.sql.Timestamp stamp) {
      return stamp.toInstant();
    }
    return value instanceof Instant instant ? instant : null;
  }
}
