package io.wiresmith.etl.influx;

import java.io.Serializable;
import java.util.List;

/**
 * Which values a tag may have; empty text stands for a series without the tag.
 *
 * @param tag name of the tag
 * @param values the values
 * @param others whether the values are those that it must not have
 */
record TagFilter(String tag, List<String> values, boolean others) implements Serializable {
  /** Copies the values. */
  TagFilter {
    values = List.copyOf(values);
  }
}
