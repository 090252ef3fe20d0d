package io.wiresmith.core.telemetry.influx;

import java.util.EnumMap;
import java.util.Map;

/**
 * The server that a test wants.
 *
 * @param release which one
 * @param authentication whether it asks who is there; 2.x always does
 * @param settings its limits
 */
public record InfluxSetup(
    InfluxRelease release, boolean authentication, Map<InfluxSetting, String> settings) {
  /** Checks and copies. */
  public InfluxSetup {
    settings = Map.copyOf(settings);
  }

  static InfluxSetup of(InfluxRelease release) {
    return new InfluxSetup(release, release.hasOrganisations(), Map.of());
  }

  /** The same with users and passwords. */
  public InfluxSetup withAuthentication() {
    return new InfluxSetup(release, true, settings);
  }

  /** The same with one more limit, such as {@code QUERY_TIMEOUT, "1s"}. */
  public InfluxSetup with(InfluxSetting setting, String value) {
    Map<InfluxSetting, String> all = new EnumMap<>(InfluxSetting.class);
    all.putAll(settings);
    all.put(setting, value);
    return new InfluxSetup(release, authentication, all);
  }

  /**
   * Starts it in an own temporary directory, on a free port of 127.0.0.1; skips the test, loudly,
   * where the server cannot be had and need not be.
   */
  public TestingInflux start() {
    return TestingInflux.start(this);
  }
}
