package io.wiresmith.serving.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A gateway in front of a registry that is read: it counts, and answers what it is told to. */
final class TestingGateway implements AutoCloseable {
  private static final Fault NONE = new Fault("nothing at all", 0, "");

  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final int target;
  private final HttpServer server;
  private volatile Fault fault = NONE;

  /**
   * An answer that is not the registry's.
   *
   * @param path paths that contain this are answered so
   * @param status HTTP's
   * @param body the text
   */
  record Fault(String path, int status, String body) {
    /** Whatever is asked. */
    static Fault always(int status, String body) {
      return new Fault("/", status, body);
    }
  }

  TestingGateway(int target) {
    this.target = target;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  String uri() {
    return "http://127.0.0.1:" + port();
  }

  /** Answers so from now on. */
  void fail(Fault with) {
    fault = with;
  }

  /** Passes everything on again. */
  void heal() {
    fault = NONE;
  }

  /** The paths that were asked for since the last call. */
  List<String> asked() {
    List<String> all = List.copyOf(asked);
    asked.clear();
    return all;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().toString();
      asked.add(path);
      Fault now = fault;
      if (path.contains(now.path())) {
        answer(exchange, now.status(), now.body().getBytes(StandardCharsets.UTF_8));
        return;
      }
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + target + path)).build();
      HttpResponse<byte[]> passed = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      answer(exchange, passed.statusCode(), passed.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
