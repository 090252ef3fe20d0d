package io.wiresmith.serving.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.wiresmith.core.ModelKey;
import io.wiresmith.serving.model.CacheEvent;
import io.wiresmith.serving.model.ModelSlot;
import io.wiresmith.serving.model.Refusal;
import io.wiresmith.serving.model.Served;
import io.wiresmith.serving.model.SlotListener;
import io.wiresmith.serving.model.SlotStatus;
import io.wiresmith.serving.model.SourcedVersion;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Counters, gauges and histograms of the server, in base units. Thread-safe. */
public final class ServingMetrics implements SlotListener {
  /** The content type of {@link #scrape}. */
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private static final Duration[] BUCKETS = {
    Duration.ofNanos(100_000),
    Duration.ofNanos(250_000),
    Duration.ofNanos(500_000),
    Duration.ofMillis(1),
    Duration.ofNanos(2_500_000),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5)
  };

  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Map<Labels, Outcome> outcomes = new ConcurrentHashMap<>();
  private final Map<ModelMode, Timer> modes = new ConcurrentHashMap<>();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final List<ModelSlot> slots = new ArrayList<>();
  private final InstantSource clock;
  private final MultiGauge info;
  private final MultiGauge age;
  private final MultiGauge cacheAge;
  private final Instant begun;

  /** Metrics of a server without models. */
  public ServingMetrics(InstantSource clock) {
    this.clock = clock;
    begun = clock.instant();
    info =
        MultiGauge.builder("wiresmith.serving.model.loaded")
            .description("1 for the version that takes traffic")
            .register(meters);
    age =
        MultiGauge.builder("wiresmith.serving.model.age.seconds")
            .description("Time since the version took the traffic over")
            .register(meters);
    cacheAge =
        MultiGauge.builder("wiresmith.serving.cache.age.seconds")
            .description("Time since the version that serves from the cache was kept")
            .register(meters);
    Gauge.builder("wiresmith.serving.in.flight.requests", inFlight, AtomicInteger::get)
        .description("Inference requests that are not answered yet")
        .register(meters);
  }

  /** Watches what answers, and the slots that are followed for it. */
  public void watch(List<Served> models, List<ModelSlot> watched) {
    slots.addAll(watched);
    Map<String, BooleanSupplier> ready = new LinkedHashMap<>();
    watched.forEach(slot -> ready.put(slot.key().id(), () -> slot.status().ready()));
    models.forEach(model -> ready.put(model.key().id(), () -> model.status().ready()));
    ready.forEach(
        (model, is) ->
            Gauge.builder("wiresmith.serving.model.ready", () -> is.getAsBoolean() ? 1 : 0)
                .description("1 where a model takes traffic")
                .tag("model", model)
                .register(meters));
    for (ModelSlot slot : watched) {
      Gauge.builder(
              "wiresmith.serving.from.cache",
              slot,
              it -> it.status().cachedAt().isPresent() ? 1 : 0)
          .description("1 where the model comes from the cache, and the registry has not named it")
          .tag("model", slot.key().id())
          .register(meters);
      Gauge.builder("wiresmith.serving.registry.answer.age.seconds", slot, this::answerAge)
          .description(
              "Time since the registry last named a version; since the start if it never did")
          .tag("model", slot.key().id())
          .register(meters);
    }
  }

  /** What is counted about the links that {@code bandwidth} forecasts. */
  public ForecastMetrics forecasts() {
    return new ForecastMetrics(meters);
  }

  /** An inference request came. */
  public void begun() {
    inFlight.incrementAndGet();
  }

  /** An inference request was answered; its rows were decided in these modes. */
  public void ended(Labels labels, Set<String> decidedIn, Duration took) {
    inFlight.decrementAndGet();
    Outcome outcome = outcomes.computeIfAbsent(labels, this::outcome);
    outcome.requests.increment();
    outcome.seconds.record(took);
    for (String mode : decidedIn) {
      modes.computeIfAbsent(new ModelMode(labels.model, mode), this::timer).record(took);
    }
  }

  /** Requests that are not answered yet. */
  public int inFlight() {
    return inFlight.get();
  }

  /** Rules answered in the place of a model. */
  public void fellBack(ModelKey key) {
    counter("wiresmith.serving.fallback", "Answers by rules", Tags.of("model", key.id()));
  }

  @Override
  public void swapped(ModelKey key, SourcedVersion version) {
    swap(key, "success");
  }

  @Override
  public void refused(ModelKey key, Refusal refusal) {
    swap(key, "refused");
    counter(
        "wiresmith.serving.refusals",
        "Versions that may not take traffic, by what is wrong with them",
        Tags.of("model", key.id(), "reason", label(refusal.error().code())));
  }

  @Override
  public void cache(ModelKey key, CacheEvent event) {
    counter(
        "wiresmith.serving.cache",
        "What happened to the last good version on disk",
        Tags.of("model", key.id(), "outcome", label(event)));
  }

  private static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** The text of Prometheus, version 0.0.4. */
  public synchronized String scrape() {
    List<MultiGauge.Row<?>> infos = new ArrayList<>();
    List<MultiGauge.Row<?>> ages = new ArrayList<>();
    List<MultiGauge.Row<?>> cacheAges = new ArrayList<>();
    for (ModelSlot slot : slots) {
      SlotStatus status = slot.status();
      Tags model = Tags.of("model", slot.key().id());
      status.cachedAt().ifPresent(at -> cacheAges.add(MultiGauge.Row.of(model, age(at))));
      if (status.serving().isPresent() && status.since().isPresent()) {
        SourcedVersion version = status.serving().get();
        infos.add(MultiGauge.Row.of(tags(slot.key(), version), 1));
        ages.add(MultiGauge.Row.of(model, age(status.since().get())));
      }
    }
    info.register(infos, true);
    age.register(ages, true);
    cacheAge.register(cacheAges, true);
    return meters.scrape();
  }

  private double answerAge(ModelSlot slot) {
    return age(slot.status().answeredAt().orElse(begun));
  }

  private double age(Instant since) {
    return Duration.between(since, clock.instant()).toMillis() / 1e3;
  }

  private static Tags tags(ModelKey key, SourcedVersion version) {
    return Tags.of(
        "model", key.id(),
        "version", Integer.toString(version.number()),
        "semver", version.semVer(),
        "sha256", version.sha256());
  }

  private void swap(ModelKey key, String outcome) {
    counter(
        "wiresmith.serving.swaps",
        "Versions that were to take the traffic over",
        Tags.of("model", key.id(), "outcome", outcome));
  }

  private void counter(String name, String description, Tags tags) {
    Counter.builder(name).description(description).tags(tags).register(meters).increment();
  }

  private Timer timer(ModelMode of) {
    return Timer.builder("wiresmith.serving.mode.request.duration")
        .description("The same, of requests with a row decided in that mode")
        .serviceLevelObjectives(BUCKETS)
        .tags(Tags.of("model", of.model, "mode", of.mode))
        .register(meters);
  }

  private Outcome outcome(Labels labels) {
    Tags tags =
        Tags.of("model", labels.model, "version", labels.version, "outcome", labels.outcome);
    return new Outcome(
        Counter.builder("wiresmith.serving.requests")
            .description("Inference requests answered")
            .tags(tags)
            .register(meters),
        Timer.builder("wiresmith.serving.request.duration")
            .description("Time from the request's header to its answer")
            .serviceLevelObjectives(BUCKETS)
            .tags(Tags.of("model", labels.model))
            .register(meters));
  }

  /**
   * What a request is counted under.
   *
   * @param model the model, or empty text
   * @param version the registry's number, {@code fallback}, or empty text
   * @param outcome {@code ok}, {@code fallback}, {@code refused}, {@code unready} or {@code
   *     deadline}
   */
  public record Labels(String model, String version, String outcome) {}

  private record ModelMode(String model, String mode) {}

  private record Outcome(Counter requests, Timer seconds) {}
}
