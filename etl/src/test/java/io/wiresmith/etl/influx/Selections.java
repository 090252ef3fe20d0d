package io.wiresmith.etl.influx;

import java.util.List;

/** Selections of tests. */
final class Selections {
  private Selections() {}

  /** All rows that have one of the fields. */
  static Selection all(String measurement, String... fields) {
    return in(TimeRange.ALL, measurement, fields);
  }

  /** Those in a range. */
  static Selection in(TimeRange range, String measurement, String... fields) {
    return new Selection(measurement, List.of(fields), range, List.of(), List.of(), 0);
  }
}
