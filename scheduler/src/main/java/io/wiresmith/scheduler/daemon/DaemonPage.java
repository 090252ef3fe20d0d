package io.wiresmith.scheduler.daemon;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.scheduler.page.RunsPage;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Health and metrics of a daemon on 127.0.0.1: {@code /health/live}, {@code /health/ready}, {@code
 * /metrics} in the text format of Prometheus, {@code /runs.html}.
 */
public final class DaemonPage implements AutoCloseable {
  private static final Duration SILENCE = Duration.ofMinutes(2);

  /** Health is told while somebody waits for the ledger's answer, or reads slowly. */
  private static final int THREADS = 4;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final Watched watched;

  private DaemonPage(HttpServer server, Watched watched) {
    this.server = server;
    server.setExecutor(threads);
    this.watched = watched;
  }

  /**
   * Listens.
   *
   * @param port 0 for any
   * @throws WiresmithException {@code DEPENDENCY_DOWN} if the port is taken
   */
  public static DaemonPage listen(int port, Watched watched) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 16);
      DaemonPage page = new DaemonPage(server, watched);
      server.createContext("/", page::answer);
      server.start();
      return page;
    } catch (IOException e) {
      throw new WiresmithException(
          ErrorCode.DEPENDENCY_DOWN,
          "Cannot listen on 127.0.0.1:%d: %s. Choose another --port (0 is any), or end what listens there."
              .formatted(port, e.getMessage()),
          e);
    }
  }

  /** The port. */
  public int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    boolean ready = watched.daemon().tickedWithin(SILENCE);
    if (path.equals("/health/live")) {
      send(exchange, 200, "live\n");
    } else if (path.equals("/health/ready")) {
      send(exchange, ready ? 200 : 503, ready ? "ready\n" : "no tick has succeeded lately\n");
    } else if (path.equals("/metrics")) {
      send(exchange, 200, new DaemonMetrics(watched).text());
    } else if (path.equals("/" + RunsPage.FILE)) {
      runs(exchange);
    } else {
      send(exchange, 404, "Known: /health/live, /health/ready, /metrics, /runs.html\n");
    }
  }

  private void runs(HttpExchange exchange) throws IOException {
    try {
      String page =
          RunsPage.html(
              watched.schedules(), watched.ledger(), watched.clock().instant(), RunsPage.MONTHS);
      exchange
          .getResponseHeaders()
          .set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
      send(exchange, 200, page, "text/html; charset=utf-8");
    } catch (WiresmithException e) {
      send(exchange, 503, e.getMessage() + "\n");
    }
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    send(exchange, status, text, "text/plain; version=0.0.4; charset=utf-8");
  }

  private static void send(HttpExchange exchange, int status, String text, String type)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream body = exchange.getResponseBody()) {
      body.write(bytes);
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
