package io.wiresmith.serving.http;

import java.util.concurrent.CompletableFuture;

/** Counts the open exchanges so that a server can end after the last one. */
final class Drain {
  private final CompletableFuture<Void> idle = new CompletableFuture<>();
  private volatile boolean begun;
  private int open;

  /** Whether the server is to end. */
  boolean begun() {
    return begun;
  }

  /** An exchange begins; on the event loop. */
  void opened() {
    open++;
  }

  /** An exchange has ended; on the event loop. */
  void closed() {
    open--;
    settle();
  }

  /** Begins to drain; on the event loop. */
  void begin() {
    begun = true;
    settle();
  }

  /** Completes when the drain has begun and nothing is open. */
  CompletableFuture<Void> idle() {
    return idle;
  }

  private void settle() {
    if (begun && open == 0) {
      idle.complete(null);
    }
  }
}
