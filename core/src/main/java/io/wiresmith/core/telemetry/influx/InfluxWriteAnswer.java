package io.wiresmith.core.telemetry.influx;

import java.util.List;

/** What a server says to a batch of lines. */
sealed interface InfluxWriteAnswer {
  /** It keeps all of them. */
  record Accepted() implements InfluxWriteAnswer {}

  /** It keeps none: there are too many bytes. */
  record TooLarge(String words) implements InfluxWriteAnswer {}

  /** Some or all lines are wrong; which ones is not told. */
  record SomeRefused(String words) implements InfluxWriteAnswer {}

  /**
   * Every line is wrong.
   *
   * @param words for each line
   */
  record AllRefused(List<String> words) implements InfluxWriteAnswer {
    /** Copies the list. */
    public AllRefused {
      words = List.copyOf(words);
    }
  }

  /** The database or bucket is missing. */
  record Missing(int status, String words) implements InfluxWriteAnswer {}
}
