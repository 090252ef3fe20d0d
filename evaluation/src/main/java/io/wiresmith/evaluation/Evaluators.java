package io.wiresmith.evaluation;

import io.wiresmith.core.ModelId;
import io.wiresmith.evaluation.bandwidth.BandwidthEvaluator;
import io.wiresmith.evaluation.compression.CompressionEvaluator;
import io.wiresmith.evaluation.contract.ModelEvaluator;
import io.wiresmith.evaluation.fields.FieldsEvaluator;

/** The evaluator of each model. */
public final class Evaluators {
  private Evaluators() {}

  /** The evaluator of a model. */
  public static ModelEvaluator of(ModelId model) {
    return switch (model) {
      case BANDWIDTH -> new BandwidthEvaluator();
      case COMPRESSION -> new CompressionEvaluator();
      case FIELDS -> new FieldsEvaluator();
    };
  }
}
