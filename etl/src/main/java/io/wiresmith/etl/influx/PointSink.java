package io.wiresmith.etl.influx;

import java.util.SortedMap;

/**
 * Takes the points of an answer: a series, then its points, of each the cells that hold a value.
 * Fields are numbered as in {@link Selection#fields}.
 */
interface PointSink {
  /** The points that follow have these tags, none of them empty. */
  void series(SortedMap<String, String> tags);

  /** A point begins. */
  void begin(long timeNanos);

  /** A float. */
  void number(int field, double value);

  /** An integer. */
  void integer(int field, long value);

  /** An unsigned integer, as 64 bits. */
  void unsigned(int field, long bits);

  /** A boolean. */
  void flag(int field, boolean value);

  /** A text in UTF-8. */
  void text(int field, byte[] utf8);

  /** The point ends. */
  void end();
}
