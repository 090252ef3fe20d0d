package io.wiresmith.serving.http;

import java.util.concurrent.CompletableFuture;

/** Counts exchanges and connections so that a server can end after the last one. */
final class Drain {
  private final CompletableFuture<Void> idle = new CompletableFuture<>();
  private volatile boolean begun;
  private int open;
  private int connections;

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

  /** A client connected; on the event loop. */
  void connected() {
    connections++;
  }

  /** A connection is closed; on the event loop. */
  void disconnected() {
    connections--;
    settle();
  }

  /** Begins to drain; on the event loop. */
  void begin() {
    begun = true;
    settle();
  }

  /** Completes when the drain has begun and nothing is open, no connection either. */
  CompletableFuture<Void> idle() {
    return idle;
  }

  private void settle() {
    if (begun && open == 0 && connections == 0) {
      idle.complete(null);
    }
  }
}
