package io.wiresmith.serving.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Histogram;
import io.wiresmith.core.bandwidth.HybridMode;
import io.wiresmith.serving.bandwidth.ForecastListener;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntSupplier;

/**
 * What is counted about forecasts, by mode. The histograms are Prometheus' own: Micrometer's round
 * a value up to a whole number before they look for its bucket. Thread-safe.
 */
public final class ForecastMetrics implements ForecastListener {
  private static final double[] CONFIDENCES = {.1, .2, .3, .4, .5, .6, .7, .8, .9, 1};

  /** That of .2 counts the forecasts that were within 20 %. */
  private static final double[] ERRORS = {.02, .05, .1, .2, .3, .5, 1, 2, 5};

  private final PrometheusMeterRegistry meters;
  private final Map<HybridMode, DistributionDataPoint> confidences;
  private final Map<HybridMode, DistributionDataPoint> errors;
  private final Map<HybridMode, Counter> switches = new EnumMap<>(HybridMode.class);

  ForecastMetrics(PrometheusMeterRegistry meters) {
    this.meters = meters;
    confidences =
        histogram(
            "wiresmith_serving_forecast_confidence_ratio",
            "Confidence of the rows decided in that mode",
            CONFIDENCES);
    errors =
        histogram(
            "wiresmith_serving_forecast_error_ratio",
            "Absolute error over what came, once it came, of forecasts made in that mode",
            ERRORS);
    for (HybridMode mode : HybridMode.values()) {
      switches.put(
          mode,
          Counter.builder("wiresmith.serving.mode.switches")
              .description("Links that went over to that mode")
              .tag("mode", mode.id())
              .register(meters));
    }
  }

  private Map<HybridMode, DistributionDataPoint> histogram(
      String name, String help, double... buckets) {
    Histogram histogram =
        Histogram.builder()
            .name(name)
            .help(help)
            .labelNames("mode")
            .classicOnly()
            .classicUpperBounds(buckets)
            .withoutExemplars()
            .register(meters.getPrometheusRegistry());
    Map<HybridMode, DistributionDataPoint> byMode = new EnumMap<>(HybridMode.class);
    for (HybridMode mode : HybridMode.values()) {
      byMode.put(mode, histogram.labelValues(mode.id()));
    }
    return byMode;
  }

  @Override
  public void forecast(HybridMode mode, double confidence) {
    of(confidences, mode).observe(confidence);
  }

  @Override
  public void arrived(HybridMode mode, double error) {
    of(errors, mode).observe(error);
  }

  @Override
  public void switched(HybridMode mode) {
    of(switches, mode).increment();
  }

  @Override
  public void remembers(IntSupplier links) {
    Gauge.builder("wiresmith.serving.links", links::getAsInt)
        .description("Links that are remembered")
        .register(meters);
  }

  private static <T> T of(Map<HybridMode, T> meters, HybridMode mode) {
    return Objects.requireNonNull(meters.get(mode));
  }
}
