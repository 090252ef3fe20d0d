package io.wiresmith.etl.influx;

import io.wiresmith.core.telemetry.FieldKind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * A way to ask a server. Each call is one query, is safe to repeat, and gives all that was asked
 * for or an error. Implementations are thread-safe.
 */
interface Dialect {
  /** The server's product and version, such as {@code InfluxDB 1.6.7}. */
  String server();

  /** The names of all measurements. */
  List<String> measurements();

  /** What the server knows of a measurement; without tags and fields if it is unknown. */
  MeasurementSchema schema(String measurement);

  /** The types of each field alone, in fewer queries. */
  SortedMap<String, Set<FieldKind>> kinds(String measurement);

  /** The shard groups with a part in the range, cut to it, in order. */
  List<TimeRange> shardGroups(Selection selection, MeasurementSchema schema);

  /** The values of each field of the selection, whatever their type. */
  Map<String, Long> counts(Selection selection, MeasurementSchema schema);

  /**
   * The values of one field in equal steps of time.
   *
   * @param width of a step, nanoseconds
   * @return counts by the first time of a step, those without values left out
   */
  Map<Long, Long> histogram(Selection selection, String field, long width);

  /** The values that a tag has in a measurement. */
  List<String> tagValues(String measurement, String tag);

  /** Reads the rows of a selection, all of them or an error at the end. */
  void read(Selection selection, PointSink sink);
}
