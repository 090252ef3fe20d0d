package io.wiresmith.serving.model;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The model that requests run on: replaced in one step, and closed after the last request that took
 * it. Thread-safe.
 */
final class Traffic implements AutoCloseable {
  private volatile @Nullable ServedModel current;
  private volatile boolean closed;

  /** The model of the moment, for one request; close it when the request is done. */
  Optional<ServedModel> acquire() {
    for (ServedModel model = current; model != null; model = current) {
      if (model.tryAcquire()) {
        return Optional.of(model);
      }
    }
    return Optional.empty();
  }

  /** The model of the moment, to look at. */
  @Nullable ServedModel current() {
    return current;
  }

  /** Puts a model in front; false, and the model is closed, where traffic has ended. */
  synchronized boolean replace(ServedModel next) {
    if (closed) {
      next.close();
      return false;
    }
    ServedModel before = current;
    current = next;
    if (before != null) {
      before.close();
    }
    return true;
  }

  /** The same, but only where there is none. */
  synchronized boolean fill(ServedModel next) {
    if (current != null) {
      next.close();
      return false;
    }
    return replace(next);
  }

  /** Takes no more traffic; the model closes after its last request. */
  @Override
  public synchronized void close() {
    closed = true;
    ServedModel model = current;
    current = null;
    if (model != null) {
      model.close();
    }
  }

  /** Closes and waits for the last request, so that no native run outlives the process. */
  boolean close(Duration patience) throws InterruptedException {
    ServedModel model = current;
    close();
    return model == null || model.awaitClosed(patience);
  }
}
