package io.wiresmith.etl.influx;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Cuts a selection into queries of about equal numbers of rows: shard groups first, neighbours that
 * are small together, large ones by time, and where one moment holds too much by the values of a
 * tag. Rows are estimated by counts of a few fields.
 *
 * @param dialect asks the server
 * @param schema what the server knows
 * @param rows most rows that a query should give, more or less
 * @param tag the tag that splits what time cannot; empty text for the one with most values
 */
record PartitionPlan(Dialect dialect, MeasurementSchema schema, long rows, String tag) {
  /** Steps into which a range is counted before it is cut. */
  private static final int STEPS = 64;

  /** Fewer rows are not worth a query of their own. */
  private static final long FEWEST = 20_000;

  /** Values of a tag that one query may name: servers take seconds for thousands. */
  static final int MOST_VALUES = 1_000;

  /** Shard groups that are asked for one by one; more are put together first. */
  private static final int MOST_GROUPS = 200;

  /** A part with its estimate. */
  private record Part(Selection selection, long rows) {}

  /**
   * Cuts.
   *
   * @param tasks how many parts are read at once: each should have some to do
   */
  List<Selection> of(Selection whole, int tasks) {
    List<Part> groups = groups(whole);
    long all = groups.stream().mapToLong(Part::rows).sum();
    long share = Math.max(FEWEST, all / Math.max(1, 2L * tasks));
    return new PartitionPlan(dialect, schema, Math.min(rows, share), tag).cut(groups);
  }

  private List<Selection> cut(List<Part> groups) {
    List<Part> parts = new ArrayList<>();
    for (Part group : merged(groups)) {
      split(group, parts);
    }
    return merged(parts).stream().map(Part::selection).toList();
  }

  private List<Part> groups(Selection whole) {
    List<TimeRange> groups = dialect.shardGroups(whole, schema);
    int together = mixed(whole) ? 1 : (groups.size() + MOST_GROUPS - 1) / MOST_GROUPS;
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < groups.size(); i += Math.max(1, together)) {
      int last = Math.min(groups.size(), i + Math.max(1, together)) - 1;
      Selection part = whole.in(new TimeRange(groups.get(i).from(), groups.get(last).until()));
      parts.add(new Part(part, estimate(part)));
    }
    return parts;
  }

  /** Whether a field has several types: then no query may span two shard groups. */
  private boolean mixed(Selection whole) {
    return schema.mixes(whole.fields());
  }

  private long estimate(Selection part) {
    return dialect.counts(part.of(probes(part)), schema).values().stream()
        .mapToLong(Long::longValue)
        .max()
        .orElse(0);
  }

  /** The first field, the last and the one between: counting all costs as much as reading. */
  private static List<String> probes(Selection part) {
    List<String> fields = part.fields();
    return List.of(0, fields.size() / 2, fields.size() - 1).stream()
        .distinct()
        .map(fields::get)
        .toList();
  }

  private List<Part> merged(List<Part> groups) {
    if (groups.isEmpty() || mixed(groups.get(0).selection())) {
      return groups;
    }
    List<Part> merged = new ArrayList<>();
    for (Part next : groups) {
      Part before = merged.isEmpty() ? null : merged.get(merged.size() - 1);
      if (before != null && before.rows() + next.rows() <= rows && follows(before, next)) {
        merged.set(merged.size() - 1, together(before, next));
      } else {
        merged.add(next);
      }
    }
    return merged;
  }

  /** Whether it is later and has the same tags; parts by tags have the same time. */
  private static boolean follows(Part before, Part next) {
    return before.selection().tags().equals(next.selection().tags())
        && before.selection().range().until() <= next.selection().range().from();
  }

  private static Part together(Part a, Part b) {
    TimeRange range = new TimeRange(a.selection().range().from(), b.selection().range().until());
    return new Part(a.selection().in(range), a.rows() + b.rows());
  }

  private void split(Part part, List<Part> into) {
    TimeRange range = part.selection().range();
    if (part.rows() <= rows + rows / 2) {
      into.add(part);
    } else if (range.length() == 1) {
      byTag(part, into);
    } else {
      byTime(part, into);
    }
  }

  /** Cuts at steps where about enough rows have come together; a dense step is cut again. */
  private void byTime(Part part, List<Part> into) {
    TimeRange range = part.selection().range();
    long width = Math.max(1, range.length() / STEPS);
    long start = range.from();
    long have = 0;
    for (Map.Entry<Long, Long> step : steps(part, width)) {
      TimeRange here = new TimeRange(step.getKey(), step.getKey() + width).and(range);
      boolean dense = step.getValue() > rows + rows / 2;
      if (dense || (have > 0 && have + step.getValue() > rows)) {
        add(part, new TimeRange(start, here.from()), have, into);
        start = here.from();
        have = 0;
      }
      if (dense) {
        split(new Part(part.selection().in(here), step.getValue()), into);
        start = here.until();
      } else {
        have += step.getValue();
      }
    }
    add(part, new TimeRange(start, range.until()), have, into);
  }

  private static void add(Part of, TimeRange range, long rows, List<Part> into) {
    if (!range.isEmpty()) {
      into.add(new Part(of.selection().in(range), rows));
    }
  }

  private Collection<Map.Entry<Long, Long>> steps(Part part, long width) {
    return probes(part.selection()).stream()
        .map(field -> dialect.histogram(part.selection(), field, width))
        .max(Comparator.comparingLong(PartitionPlan::total))
        .orElse(Map.of())
        .entrySet();
  }

  private static long total(Map<Long, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Values of a tag in as many groups as are needed; the last one takes all others. */
  private void byTag(Part part, List<Part> into) {
    String measurement = part.selection().measurement();
    String by = tag.isEmpty() ? widest(measurement) : tag;
    List<String> values = by.isEmpty() ? List.of() : values(measurement, by);
    int groups = (int) Math.min(values.size(), (part.rows() + rows - 1) / rows);
    if (groups < 2 || values.size() > MOST_VALUES) {
      into.add(part);
      return;
    }
    int size = (values.size() + groups - 1) / groups;
    for (int i = 0; i + size < values.size(); i += size) {
      TagFilter some = new TagFilter(by, values.subList(i, i + size), false);
      into.add(new Part(part.selection().where(some), part.rows() / groups));
    }
    int last = (values.size() - 1) / size * size;
    TagFilter others = new TagFilter(by, values.subList(0, last), true);
    into.add(new Part(part.selection().where(others), part.rows() / groups));
  }

  /** The tag with most values of those that are not too many to name. */
  private String widest(String measurement) {
    Map<String, Integer> widths = new TreeMap<>();
    for (String name : schema.tags()) {
      int width = values(measurement, name).size();
      if (width <= MOST_VALUES) {
        widths.put(name, width);
      }
    }
    return widths.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse("");
  }

  /** Values that a query can name; the part that takes all others has the rest. */
  private List<String> values(String measurement, String by) {
    return dialect.tagValues(measurement, by).stream()
        .filter(InfluxFilters::speakable)
        .sorted()
        .toList();
  }
}
