package io.wiresmith.etl.influx;

import io.wiresmith.core.telemetry.LineProtocolEncoder;
import java.util.Map;
import java.util.SortedMap;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * What all rows of a series share.
 *
 * @param ordinals columns of the tags
 * @param values their values
 * @param tagSet all tags as one text
 * @param strangers the tags that have no column, one in a line
 * @param line measurement and tags as a line begins; empty where it is not asked for
 */
record SeriesCells(
    int[] ordinals, UTF8String[] values, UTF8String tagSet, String strangers, String line) {
  /** No tags. */
  static final SeriesCells NONE =
      new SeriesCells(new int[0], new UTF8String[0], UTF8String.EMPTY_UTF8, "", "");

  static SeriesCells of(
      String measurement,
      SortedMap<String, String> tags,
      Columns columns,
      StructType required,
      boolean lines) {
    int[] ordinals = new int[tags.size()];
    UTF8String[] values = new UTF8String[tags.size()];
    StringBuilder strangers = new StringBuilder();
    int at = 0;
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      boolean known = columns.tags().contains(tag.getKey());
      if (!known) {
        strangers.append(strangers.length() > 0 ? "\n" : "").append("tag ").append(tag.getKey());
      }
      ordinals[at] =
          known && required.getFieldIndex(tag.getKey()).isDefined()
              ? required.fieldIndex(tag.getKey())
              : -1;
      values[at++] = UTF8String.fromString(tag.getValue());
    }
    String tagSet = LineProtocolEncoder.encodeTags(tags.entrySet());
    return new SeriesCells(
        ordinals,
        values,
        UTF8String.fromString(tagSet),
        strangers.toString(),
        lines ? begin(measurement, tagSet) : "");
  }

  private static String begin(String measurement, String tagSet) {
    String name = LineProtocolEncoder.encodeMeasurement(measurement);
    return tagSet.isEmpty() ? name : name + "," + tagSet;
  }

  void fill(SpecificInternalRow row) {
    for (int i = 0; i < ordinals.length; i++) {
      if (ordinals[i] >= 0) {
        row.update(ordinals[i], values[i]);
      }
    }
  }
}
