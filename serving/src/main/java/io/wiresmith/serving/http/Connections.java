package io.wiresmith.serving.http;

import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Closes connections that take too long to send a header, however slowly they trickle. Belongs to
 * the event loop.
 */
final class Connections {
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(75);

  private final Map<HttpConnection, Long> deadlines = new HashMap<>();
  private final int most;
  private final Duration patience;

  Connections(int most, Duration patience) {
    this.most = most;
    this.patience = patience;
  }

  void opened(HttpConnection connection) {
    if (deadlines.size() >= most) {
      connection.close();
      return;
    }
    deadlines.put(connection, System.nanoTime() + patience.toNanos());
    connection.closeHandler(closed -> deadlines.remove(connection));
  }

  /** A header is complete: from here on the request has its own deadlines. */
  void busy(HttpConnection connection) {
    deadlines.replace(connection, Long.MAX_VALUE);
  }

  /** The answer is out: the next header may come. */
  void idle(HttpConnection connection) {
    deadlines.replace(connection, System.nanoTime() + KEEP_ALIVE.toNanos());
  }

  void sweep() {
    long now = System.nanoTime();
    List<HttpConnection> late = new ArrayList<>();
    deadlines.forEach(
        (connection, deadline) -> {
          if (deadline != Long.MAX_VALUE && deadline - now < 0) {
            late.add(connection);
          }
        });
    late.forEach(HttpConnection::close);
  }
}
