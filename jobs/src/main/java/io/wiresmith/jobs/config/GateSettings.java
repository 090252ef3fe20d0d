package io.wiresmith.jobs.config;

import io.wiresmith.core.ModelKey;
import io.wiresmith.core.gate.GateThresholds;
import java.util.Map;

/** The gate's thresholds from the configuration; what is not there stays absent and closes it. */
public final class GateSettings {
  private GateSettings() {}

  /** The thresholds of a model; a variant's own section wins over the model's. */
  public static GateThresholds of(Settings settings, ModelKey key) {
    String own = "gate." + key.id();
    String prefix = settings.section(own).isEmpty() ? "gate." + key.model().id() : own;
    Map<String, String> section = settings.section(prefix);
    return new GateThresholds(
        settings.numbers(prefix + ".minimum"),
        settings.numbers(prefix + ".maximum"),
        settings.numbers(prefix + ".slice-maximum"),
        count(section, "test-rows"),
        count(section, "slice-rows"),
        settings.numbers(prefix + ".margin"),
        settings.numbers(prefix + ".slice-margin"));
  }

  /** 0 where it is not configured, which closes the gate. */
  private static long count(Map<String, String> section, String key) {
    String value = section.get(key);
    return value == null ? 0 : Long.parseLong(value);
  }
}
