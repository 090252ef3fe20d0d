package io.wiresmith.training;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelId;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.bandwidth.LinkMode;
import io.wiresmith.core.io.Json;
import io.wiresmith.training.bandwidth.BandwidthTrainer;
import io.wiresmith.training.bandwidth.BandwidthTrainingConfig;
import io.wiresmith.training.compression.CompressionTrainer;
import io.wiresmith.training.compression.CompressionTrainingConfig;
import io.wiresmith.training.contract.ModelTrainer;
import io.wiresmith.training.fields.FieldsTrainer;
import io.wiresmith.training.fields.FieldsTrainingConfig;

/** The trainer of each model. */
public final class Trainers {
  private Trainers() {}

  /** The trainer of a model. */
  public static ModelTrainer of(ModelId model) {
    return switch (model) {
      case BANDWIDTH -> new BandwidthTrainer();
      case COMPRESSION -> new CompressionTrainer();
      case FIELDS -> new FieldsTrainer();
    };
  }

  /** The settings that a model is trained by where nothing else is configured. */
  public static JsonNode shipped(ModelKey key) {
    return Json.mapper()
        .valueToTree(
            switch (key.model()) {
              case BANDWIDTH -> BandwidthTrainingConfig.shipped(LinkMode.of(key.variant()));
              case COMPRESSION -> CompressionTrainingConfig.shipped();
              case FIELDS -> FieldsTrainingConfig.shipped();
            });
  }

  /**
   * Checks model and settings without training.
   *
   * @throws WiresmithException {@code INVALID_CONFIG} for unknown names and wrong values, {@code
   *     USAGE} for a variant that the model does not have
   */
  public static void check(ModelKey key, JsonNode settings) {
    switch (key.model()) {
      case BANDWIDTH -> BandwidthTrainingConfig.parse(LinkMode.of(key.variant()), settings);
      case COMPRESSION -> CompressionTrainingConfig.parse(settings);
      case FIELDS -> FieldsTrainingConfig.parse(settings);
    }
    if (key.model() != ModelId.BANDWIDTH && !key.variant().isEmpty()) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "There is no variant '%s' of %s: it has none. Say: %s"
              .formatted(key.variant(), key.model().id(), key.model().id()));
    }
  }
}
