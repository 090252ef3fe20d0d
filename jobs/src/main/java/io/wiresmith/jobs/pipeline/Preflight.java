package io.wiresmith.jobs.pipeline;

import io.wiresmith.core.ModelKey;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.jobs.config.EtlSettings;
import io.wiresmith.jobs.config.Settings;
import io.wiresmith.jobs.config.TrainingSettings;
import io.wiresmith.training.Trainers;

/** Checks what the steps will read of the configuration, before the first of them works. */
public final class Preflight {
  private Preflight() {}

  /**
   * Checks a model's settings.
   *
   * @throws WiresmithException {@code INVALID_CONFIG} that names the key
   */
  public static void check(Settings settings, ModelKey key) {
    EtlSettings.quality(settings);
    EtlSettings.etl(settings, key);
    Trainers.check(key, TrainingSettings.of(settings, key));
  }
}
