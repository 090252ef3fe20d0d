package io.wiresmith.serving;

import io.wiresmith.core.ModelId;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.ModelRef;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.serving.bandwidth.LinkMemory;
import io.wiresmith.serving.http.InferenceServer;
import io.wiresmith.serving.http.ServerSettings;
import io.wiresmith.serving.metrics.ServingMetrics;
import io.wiresmith.serving.model.ModelPoller;
import io.wiresmith.serving.model.ModelSlot;
import io.wiresmith.serving.model.ModelSupply;
import io.wiresmith.serving.model.PollPace;
import io.wiresmith.serving.model.Refusal;
import io.wiresmith.serving.model.Served;
import io.wiresmith.serving.model.ServedEnsemble;
import io.wiresmith.serving.model.ServedSlot;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything a serving process holds, put together and taken apart in order. */
final class ServeProcess {
  private static final Logger LOG = LoggerFactory.getLogger(ServeProcess.class);
  private static final Duration FIRST_LOOK = Duration.ofSeconds(3);

  private final List<ModelSlot> slots;
  private final ModelPoller poller;
  private final InferenceServer server;
  private final CountDownLatch ended = new CountDownLatch(1);

  private ServeProcess(List<ModelSlot> slots, ModelPoller poller, InferenceServer server) {
    this.slots = slots;
    this.poller = poller;
    this.server = server;
  }

  /**
   * Looks once for each model, in the registry and else in the cache, then listens.
   *
   * @throws WiresmithException of category INTEGRITY that names the file if there is nothing to
   *     serve because bytes are not those that were registered
   */
  static ServeProcess start(
      ServerSettings settings,
      Lineup lineup,
      ModelSupply supply,
      PollPace pace,
      boolean rules,
      LinkMemory memory)
      throws InterruptedException {
    ServingMetrics metrics = new ServingMetrics(Clock.systemUTC());
    Map<ModelKey, ModelSlot> byKey = new LinkedHashMap<>();
    lineup
        .followed()
        .forEach(
            (key, ref) -> byKey.put(key, new ModelSlot(ref, supply, metrics, Clock.systemUTC())));
    List<ModelSlot> slots = List.copyOf(byKey.values());
    List<Served> served =
        lineup.named().stream().map(ref -> served(ref, byKey, rules, memory, metrics)).toList();
    metrics.watch(served, slots);
    ModelPoller poller = ModelPoller.start(slots, pace, new SecureRandom());
    try {
      awaitModels(slots, poller);
      requireIntegrity(slots);
      return new ServeProcess(slots, poller, InferenceServer.start(settings, served, metrics));
    } catch (RuntimeException | InterruptedException e) {
      poller.close();
      throw e;
    }
  }

  private static Served served(
      ModelRef ref,
      Map<ModelKey, ModelSlot> slots,
      boolean rules,
      LinkMemory memory,
      ServingMetrics metrics) {
    List<ModelSlot> parts =
        Lineup.parts(ref).stream()
            .map(part -> slots.get(part.key()))
            .map(Objects::requireNonNull)
            .toList();
    Optional<ModelId> model = Optional.of(ref.key().model());
    if (!Lineup.isWhole(ref)) {
      return new ServedSlot(parts.get(0), model.filter(it -> rules).map(Fallbacks::of));
    }
    return new ServedEnsemble(
        ref.key(),
        parts,
        Combinations.of(ref.key().model(), memory, Clock.systemUTC(), metrics.forecasts()),
        model.filter(it -> rules).map(Fallbacks::ofWhole));
  }

  /** A registry that lets one wait does not keep the last good version waiting. */
  private static void awaitModels(List<ModelSlot> slots, ModelPoller poller)
      throws InterruptedException {
    if (!poller.awaitFirst(FIRST_LOOK)) {
      slots.forEach(ModelSlot::serveLastGood);
      while (slots.stream().anyMatch(slot -> !slot.status().ready())
          && !poller.awaitFirst(FIRST_LOOK)) {
        LOG.info("waits for the registry's first answer");
      }
    }
  }

  int port() {
    return server.port();
  }

  /** Waits until {@link #end} is done. */
  void await() throws InterruptedException {
    ended.await();
  }

  /** Drains and closes: the listener last heard, the models last used. */
  void end(Duration patience) {
    try {
      poller.close();
      boolean drained = server.drain(patience);
      boolean closed = true;
      for (ModelSlot slot : slots) {
        closed &= slot.close(drained ? Duration.ofSeconds(1) : Duration.ZERO);
      }
      server.close();
      LOG.info("ended, {}", drained && closed ? "every request answered" : "requests were cut off");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended.countDown();
    }
  }

  private static void requireIntegrity(List<ModelSlot> slots) {
    if (slots.stream().anyMatch(slot -> slot.status().ready())) {
      return;
    }
    for (ModelSlot slot : slots) {
      Optional<Refusal> refusal = slot.status().refused().filter(Refusal::breaksIntegrity);
      if (refusal.isPresent()) {
        throw refusal.get().error();
      }
    }
  }
}
