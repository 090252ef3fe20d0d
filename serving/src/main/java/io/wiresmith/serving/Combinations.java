package io.wiresmith.serving;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelId;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.serving.bandwidth.ForecastListener;
import io.wiresmith.serving.bandwidth.HybridForecast;
import io.wiresmith.serving.bandwidth.LinkMemory;
import io.wiresmith.serving.model.Combination;
import java.time.InstantSource;

/** What makes one model of all variants of a model. */
final class Combinations {
  private Combinations() {}

  static Combination of(
      ModelId model, LinkMemory memory, InstantSource clock, ForecastListener listener) {
    return switch (model) {
      case BANDWIDTH -> new HybridForecast(memory, clock, listener);
      case COMPRESSION, FIELDS ->
          throw new WiresmithException(ErrorCode.INTERNAL, model.id() + " has no variants.");
    };
  }
}
