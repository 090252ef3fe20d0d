package io.wiresmith.etl.influx;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What a query asks for: rows of a measurement that have at least one of the fields.
 *
 * @param measurement its name
 * @param fields names of the fields, in the order of the answer
 * @param range the times
 * @param tags all of which hold
 * @param comparisons all of which hold
 * @param limit most rows of each series that are wanted; 0 for all
 */
record Selection(
    String measurement,
    List<String> fields,
    TimeRange range,
    List<TagFilter> tags,
    List<FieldFilter> comparisons,
    int limit)
    implements Serializable {
  /** Copies the lists. */
  Selection {
    fields = List.copyOf(fields);
    tags = List.copyOf(tags);
    comparisons = List.copyOf(comparisons);
  }

  Selection in(TimeRange part) {
    return new Selection(measurement, fields, part, tags, comparisons, limit);
  }

  Selection of(List<String> other) {
    return new Selection(measurement, other, range, tags, comparisons, limit);
  }

  Selection where(TagFilter further) {
    List<TagFilter> all = new ArrayList<>(tags);
    all.add(further);
    return new Selection(measurement, fields, range, all, comparisons, limit);
  }

  /** What it asks for, for people: {@code dwcp_transfer [2026-11-01T…, 2026-11-08T…)}. */
  String describe() {
    StringBuilder text = new StringBuilder(measurement).append(' ').append(range);
    for (TagFilter tag : tags) {
      List<String> shown = tag.values().subList(0, Math.min(3, tag.values().size()));
      text.append(tag.others() ? " without " : " with ")
          .append(tag.tag())
          .append(' ')
          .append(shown);
      int more = tag.values().size() - shown.size();
      text.append(more > 0 ? " and " + more + " more" : "");
    }
    return text.toString();
  }
}
