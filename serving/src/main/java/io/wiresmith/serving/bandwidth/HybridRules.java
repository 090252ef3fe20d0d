package io.wiresmith.serving.bandwidth;

import io.wiresmith.core.ModelId;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.bandwidth.LinkTelemetry;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.serving.model.FallbackRules;
import io.wiresmith.serving.model.ModelSignature;
import io.wiresmith.serving.model.RunnableModel;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * {@link BandwidthRules} in the place of both models. Links are not remembered: each row is decided
 * by itself.
 */
public final class HybridRules implements FallbackRules {
  private static final RunnableModel RULES = new RulesModel(new BandwidthRules());

  private final Map<ModelKey, RunnableModel> parts =
      ModelId.BANDWIDTH.keys().stream().collect(Collectors.toMap(key -> key, key -> RULES));
  private final HybridForecast forecast =
      new HybridForecast(
          LinkMemory.DEFAULT, InstantSource.fixed(Instant.EPOCH), ForecastListener.NONE);

  @Override
  public ModelSignature signature() {
    return forecast.signature();
  }

  @Override
  public Map<String, Tensor> decide(List<Tensor> inputs) {
    return forecast.decide(
        parts, inputs.stream().filter(it -> !it.name().equals(LinkTelemetry.LINK)).toList());
  }

  private record RulesModel(FallbackRules rules) implements RunnableModel {
    @Override
    public ModelSignature signature() {
      return rules.signature();
    }

    @Override
    public Map<String, Tensor> run(List<Tensor> inputs) {
      return rules.decide(inputs);
    }

    @Override
    public void close() {}
  }
}
