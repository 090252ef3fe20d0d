package io.wiresmith.core.telemetry.influx;

import java.nio.charset.StandardCharsets;

/**
 * One point to write, as line protocol with its time in nanoseconds.
 *
 * @param origin the file or other place it comes from
 * @param line number of its line there, from 1
 * @param bytes its text, without the line feed at its end; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; copied millions of times otherwise.
public record InfluxLine(String origin, long line, byte[] bytes) {
  /** Its text. */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
