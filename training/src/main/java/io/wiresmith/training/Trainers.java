package io.wiresmith.training;

import io.wiresmith.core.ModelId;
import io.wiresmith.training.compression.CompressionTrainer;
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
}
