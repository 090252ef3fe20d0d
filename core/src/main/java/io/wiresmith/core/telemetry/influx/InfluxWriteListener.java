package io.wiresmith.core.telemetry.influx;

/** Who is told how a writing goes, on the thread that writes. */
public interface InfluxWriteListener {
  /**
   * A line is refused; the others of its batch are written all the same.
   *
   * @param words what the server says of it
   */
  void refused(InfluxLine line, String words);

  /** Something a person may want to know: a wait, a database that was made. */
  void said(String message);

  /** A batch is settled. */
  default void settled(InfluxWriteCounts counts) {}
}
