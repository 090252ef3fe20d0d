package io.wiresmith.jobs.config;

import java.time.Duration;
import java.util.Map;

/** What the configuration says about reading from InfluxDB. */
public final class InfluxSettings {
  private static final String PREFIX = "telemetry.influx";
  private static final String LAG = "watermark-lag";

  private InfluxSettings() {}

  /** How long after its end a window may still receive points. */
  public static Duration watermarkLag(Settings settings) {
    return Durations.parse(settings.text(PREFIX + "." + LAG));
  }

  /** The options of the source {@code influxdb}, by name. */
  public static Map<String, String> tuning(Settings settings) {
    Map<String, String> tuning = settings.section(PREFIX);
    tuning.remove(LAG);
    tuning.values().removeIf(String::isEmpty);
    return tuning;
  }
}
