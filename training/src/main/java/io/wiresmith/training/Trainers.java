package io.wiresmith.training;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.ModelId;
import io.wiresmith.training.compression.CompressionTrainer;
import io.wiresmith.training.compression.CompressionTrainingConfig;
import io.wiresmith.training.contract.ModelTrainer;

/** The trainer of each model. */
public final class Trainers {
  private Trainers() {}

  /** The trainer of a model. */
  public static ModelTrainer of(ModelId model) {
    return switch (model) {
      case COMPRESSION -> new CompressionTrainer();
    };
  }

  /**
   * Checks settings without training.
   *
   * @throws io.wiresmith.core.WiresmithException {@code INVALID_CONFIG} for unknown names and wrong
   *     values
   */
  public static void check(ModelId model, JsonNode settings) {
    switch (model) {
      case COMPRESSION -> CompressionTrainingConfig.parse(settings);
    }
  }
}
