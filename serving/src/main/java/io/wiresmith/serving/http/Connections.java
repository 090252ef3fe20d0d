package io.wiresmith.serving.http;

import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Closes connections that take too long to send a header, however slowly they trickle, and at the
 * end those that no request comes on any more. Belongs to the event loop.
 */
final class Connections {
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(75);

  private final Map<HttpConnection, Long> deadlines = new HashMap<>();
  private final int most;
  private final Duration patience;
  private final Drain drain;
  private final HttpVersionCheck versions = new HttpVersionCheck();
  private long lastCall = Long.MAX_VALUE;

  Connections(int most, Duration patience, Drain drain) {
    this.most = most;
    this.patience = patience;
    this.drain = drain;
  }

  void opened(HttpConnection connection) {
    long now = System.nanoTime();
    if (deadlines.size() >= most || isPast(lastCall, now)) {
      connection.close();
      return;
    }
    versions.on(connection);
    drain.connected();
    deadlines.put(connection, earlier(now + patience.toNanos(), lastCall));
    connection.closeHandler(
        closed -> {
          deadlines.remove(connection);
          drain.disconnected();
        });
  }

  /**
   * The server is to end: a client that keeps its connection has so long to send a request, which
   * is answered with {@code Connection: close}; then idle connections are closed.
   */
  void lastCall(Duration linger) {
    lastCall = System.nanoTime() + linger.toNanos();
    deadlines.replaceAll((connection, deadline) -> earlier(deadline, lastCall));
  }

  /** A header is complete: from here on the request has its own deadlines. */
  void busy(HttpConnection connection) {
    deadlines.replace(connection, Long.MAX_VALUE);
  }

  /** The answer is out: the next header may come. */
  void idle(HttpConnection connection) {
    deadlines.replace(connection, earlier(System.nanoTime() + KEEP_ALIVE.toNanos(), lastCall));
  }

  void sweep() {
    long now = System.nanoTime();
    List<HttpConnection> late = new ArrayList<>();
    deadlines.forEach(
        (connection, deadline) -> {
          if (isPast(deadline, now)) {
            late.add(connection);
          }
        });
    late.forEach(HttpConnection::close);
  }

  /** No deadline, as for a request at work, stays none. */
  private static long earlier(long deadline, long other) {
    return deadline == Long.MAX_VALUE || other == Long.MAX_VALUE
        ? deadline
        : deadline - other < 0 ? deadline : other;
  }

  private static boolean isPast(long deadline, long now) {
    return deadline != Long.MAX_VALUE && deadline - now < 0;
  }
}
