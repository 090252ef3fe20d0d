package io.wiresmith.core.telemetry.influx;

import java.io.Serializable;
import java.time.Duration;

/**
 * How long a server is waited for.
 *
 * @param connect until a connection stands
 * @param silence between two bytes of an answer
 */
public record InfluxTimeouts(Duration connect, Duration silence) implements Serializable {
  /** Ten seconds and a minute. */
  public static InfluxTimeouts usual() {
    return new InfluxTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(60));
  }
}
