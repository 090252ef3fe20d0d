package io.wiresmith.jobs.imports;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The timestamp at the end of a line. */
final class Timestamps {
  private Timestamps() {}

  /** The same line with its timestamp, which it must have, in nanoseconds. */
  static byte[] inNanos(byte[] line, long nanos) {
    int end = line.length;
    while (blank(line[end - 1])) {
      end--;
    }
    int start = end;
    while (!blank(line[start - 1])) {
      start--;
    }
    byte[] time = Long.toString(nanos).getBytes(StandardCharsets.US_ASCII);
    byte[] converted = Arrays.copyOf(line, start + time.length);
    System.arraycopy(time, 0, converted, start, time.length);
    return converted;
  }

  private static boolean blank(byte b) {
    return b == ' ' || b == '\t';
  }
}
