package io.wiresmith.serving.model;

import io.wiresmith.onnx.Tensor;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A model that takes traffic, counted: the slot holds one reference, each request another, and the
 * last to let go closes it. Thread-safe.
 */
public final class ServedModel implements HeldModel {
  private final SourcedVersion version;
  private final RunnableModel model;
  private final Instant since;
  private volatile @Nullable Instant cachedAt;
  private final AtomicInteger references = new AtomicInteger(1);
  private final CountDownLatch closed = new CountDownLatch(1);

  /** A model with the one reference of whoever made it. */
  public ServedModel(SourcedVersion version, RunnableModel model, Instant since) {
    this.version = version;
    this.model = model;
    this.since = since;
  }

  /** A model of the cache, kept at that time. */
  ServedModel cached(Instant at) {
    cachedAt = at;
    return this;
  }

  /** The registry has named it, too. */
  void confirm() {
    cachedAt = null;
  }

  /** When it was kept, while only the cache has named it. */
  Optional<Instant> cachedAt() {
    return Optional.ofNullable(cachedAt);
  }

  /** Which version it is. */
  public SourcedVersion version() {
    return version;
  }

  /** When it began to take traffic. */
  public Instant since() {
    return since;
  }

  @Override
  public String versionName() {
    return Integer.toString(version.number());
  }

  @Override
  public Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("wiresmith.version", version.semVer());
    parameters.put("wiresmith.sha256", version.sha256());
    return parameters;
  }

  @Override
  public ModelSignature signature() {
    return model.signature();
  }

  /** Only between acquiring and {@link #close}. */
  @Override
  public Map<String, Tensor> run(List<Tensor> inputs) {
    return model.run(inputs);
  }

  /** Takes a reference, unless the last one is gone. */
  boolean tryAcquire() {
    for (int count = references.get(); count > 0; count = references.get()) {
      if (references.compareAndSet(count, count + 1)) {
        return true;
      }
    }
    return false;
  }

  /** Gives one reference back. */
  @Override
  public void close() {
    if (references.decrementAndGet() == 0) {
      try {
        model.close();
      } finally {
        closed.countDown();
      }
    }
  }

  /** Waits until the last reference is gone. */
  boolean awaitClosed(Duration patience) throws InterruptedException {
    return closed.await(patience.toMillis(), TimeUnit.MILLISECONDS);
  }
}
