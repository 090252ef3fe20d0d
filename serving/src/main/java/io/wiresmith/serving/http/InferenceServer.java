package io.wiresmith.serving.http;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.serving.metrics.ServingMetrics;
import io.wiresmith.serving.model.Served;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Open Inference Protocol over HTTP/1.1. One event loop reads, checks and answers; small
 * requests are decided on it, those that came together in one run, larger ones on a few threads.
 * Thread-safe.
 */
public final class InferenceServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(InferenceServer.class);
  private static final Logger ACCESS = LoggerFactory.getLogger("io.wiresmith.serving.access");
  private static final int SWEEP_MILLIS = 250;

  private final Vertx vertx;
  private final HttpServer server;
  private final Offload offload;
  private final Drain drain = new Drain();
  private final Connections connections;
  private final RequestIds ids = new RequestIds();
  private final Requests requests;
  private final ServingMetrics metrics;
  private final ServerSettings settings;

  private InferenceServer(ServerSettings settings, List<Served> models, ServingMetrics metrics) {
    this.settings = settings;
    this.metrics = metrics;
    vertx = Vertx.vertx(vertxOptions());
    offload = new Offload(vertx, settings.deadline(), settings.limits());
    connections =
        new Connections(settings.limits().maxConnections(), settings.bodyTimeout(), drain);
    requests =
        new Requests(
            vertx, settings, models, metrics, new BodyReader(vertx, settings), offload, drain);
    server = vertx.createHttpServer(options(settings));
    server.requestHandler(this::handle);
    server.invalidRequestHandler(this::malformed);
    server.connectionHandler(connections::opened);
    server.exceptionHandler(error -> LOG.debug("connection failed", error));
    vertx.setPeriodic(SWEEP_MILLIS, it -> connections.sweep());
  }

  /**
   * Listens.
   *
   * @throws WiresmithException {@code DEPENDENCY_DOWN} if the port is taken
   */
  public static InferenceServer start(
      ServerSettings settings, List<Served> models, ServingMetrics metrics) {
    InferenceServer started = new InferenceServer(settings, models, metrics);
    try {
      started.server.listen().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
      return started;
    } catch (ExecutionException | TimeoutException e) {
      started.close();
      throw new WiresmithException(
          ErrorCode.DEPENDENCY_DOWN,
          "Cannot listen on %s:%d: %s. Choose another --port, or end what listens there."
              .formatted(settings.host(), settings.port(), e.getMessage()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      started.close();
      throw new WiresmithException(ErrorCode.INTERNAL, "Interrupted while starting to listen.", e);
    }
  }

  /** The port it listens on. */
  public int port() {
    return server.actualPort();
  }

  /**
   * Becomes unready, lets the open requests end, answers what still comes with {@code Connection:
   * close}, closes idle connections after a tenth of the patience, then stops to listen.
   *
   * @return whether all requests ended in time
   */
  public boolean drain(Duration patience) throws InterruptedException {
    vertx.runOnContext(
        it -> {
          connections.lastCall(patience.dividedBy(10));
          drain.begin();
        });
    boolean ended = await(drain.idle(), patience);
    CompletionStage<Void> closed =
        server.shutdown(ended ? Duration.ofMillis(500) : Duration.ZERO).toCompletionStage();
    await(closed.toCompletableFuture(), Duration.ofSeconds(2));
    return ended;
  }

  @Override
  public void close() {
    offload.close();
    try {
      await(vertx.close().toCompletionStage().toCompletableFuture(), Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void handle(HttpServerRequest request) {
    connections.busy(request.connection());
    requests.handle(exchange(request));
  }

  /** What Netty could not decode as HTTP. */
  private void malformed(HttpServerRequest request) {
    String cause = String.valueOf(request.decoderResult().cause());
    int status = cause.contains("TooLongHttpLine") ? 414 : cause.contains("TooLong") ? 431 : 400;
    String message =
        switch (status) {
          case 414 -> "The request line is too long.";
          case 431 -> "The headers are too large.";
          default -> "This is no HTTP/1.1 request.";
        };
    exchange(request).answer(Answer.error(status, message), true);
  }

  private Exchange exchange(HttpServerRequest request) {
    String id = ids.of(request.getHeader(RequestIds.HEADER));
    return new Exchange(request, id, drain, this::ended);
  }

  private void ended(Exchange exchange) {
    connections.idle(exchange.request().connection());
    Decided decided = exchange.decided();
    if (exchange.inference()) {
      metrics.ended(decided.labels(), decided.modes(), exchange.took());
    }
    if (settings.limits().accessLog()) {
      ACCESS.info(
          "id={} model={} version={} rows={} status={} micros={}",
          exchange.id(),
          decided.labels().model(),
          decided.labels().version(),
          decided.rows(),
          decided.answer().status(),
          exchange.took().toNanos() / 1000);
    }
  }

  private static boolean await(CompletableFuture<Void> future, Duration patience)
      throws InterruptedException {
    try {
      future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      LOG.debug("ended badly", e);
      return true;
    }
  }

  private static VertxOptions vertxOptions() {
    return new VertxOptions()
        .setEventLoopPoolSize(1)
        .setWorkerPoolSize(1)
        .setInternalBlockingPoolSize(1)
        .setFileSystemOptions(
            new FileSystemOptions()
                .setFileCachingEnabled(false)
                .setClassPathResolvingEnabled(false));
  }

  private static HttpServerOptions options(ServerSettings settings) {
    HttpServerOptions options = new HttpServerOptions();
    options.setHost(settings.host());
    options.setPort(settings.port());
    options.setMaxInitialLineLength(4096);
    options.setMaxHeaderSize(16 << 10);
    options.setHttp2ClearTextEnabled(false);
    options.setDecompressionSupported(false);
    return options;
  }
}
