package io.wiresmith.serving;

import io.wiresmith.core.ModelId;
import io.wiresmith.serving.bandwidth.BandwidthRules;
import io.wiresmith.serving.bandwidth.HybridRules;
import io.wiresmith.serving.compression.CompressionRules;
import io.wiresmith.serving.fields.FieldsRules;
import io.wiresmith.serving.model.FallbackRules;

/** The rules of each model. */
final class Fallbacks {
  private Fallbacks() {}

  /** Of a model that is followed by itself. */
  static FallbackRules of(ModelId model) {
    return switch (model) {
      case BANDWIDTH -> new BandwidthRules();
      case COMPRESSION -> new CompressionRules();
      case FIELDS -> new FieldsRules();
    };
  }

  /** Of all variants together. */
  static FallbackRules ofWhole(ModelId model) {
    return switch (model) {
      case BANDWIDTH -> new HybridRules();
      case COMPRESSION, FIELDS -> of(model);
    };
  }
}
