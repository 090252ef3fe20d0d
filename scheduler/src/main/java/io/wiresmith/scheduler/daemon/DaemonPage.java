package io.wiresmith.scheduler.daemon;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.scheduler.ledger.LedgerState;
import io.wiresmith.scheduler.ledger.RunLedger;
import io.wiresmith.scheduler.ledger.RunQuery;
import io.wiresmith.scheduler.schedule.Schedule;
import io.wiresmith.scheduler.schedule.Schedules;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * Health and metrics of a daemon on 127.0.0.1: {@code /health/live}, {@code /health/ready}, {@code
 * /metrics} in the text format of Prometheus.
 */
public final class DaemonPage implements AutoCloseable {
  private static final Duration SILENCE = Duration.ofMinutes(2);

  private final HttpServer server;
  private final SchedulerDaemon daemon;
  private final Schedules schedules;
  private final RunLedger ledger;
  private final Clock clock;

  private DaemonPage(
      HttpServer server,
      SchedulerDaemon daemon,
      Schedules schedules,
      RunLedger ledger,
      Clock clock) {
    this.server = server;
    this.daemon = daemon;
    this.schedules = schedules;
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * Listens.
   *
   * @param port 0 for any
   * @throws WiresmithException {@code USAGE} if the port is taken
   */
  public static DaemonPage listen(
      int port, SchedulerDaemon daemon, Schedules schedules, RunLedger ledger, Clock clock) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 16);
      DaemonPage page = new DaemonPage(server, daemon, schedules, ledger, clock);
      server.createContext("/", page::answer);
      server.start();
      return page;
    } catch (IOException e) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "Cannot listen on 127.0.0.1:%d: %s. Choose another port by --port, or 0 for any."
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
    boolean ready = daemon.lastTick().plus(SILENCE).isAfter(clock.instant());
    if (path.equals("/health/live")) {
      send(exchange, 200, "live\n");
    } else if (path.equals("/health/ready")) {
      send(exchange, ready ? 200 : 503, ready ? "ready\n" : "no tick has succeeded lately\n");
    } else if (path.equals("/metrics")) {
      send(exchange, 200, metrics());
    } else {
      send(exchange, 404, "Known: /health/live, /health/ready, /metrics\n");
    }
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream body = exchange.getResponseBody()) {
      body.write(bytes);
    }
    exchange.close();
  }

  private String metrics() {
    StringBuilder text = new StringBuilder();
    text.append("# TYPE wiresmith_scheduler_running_runs gauge\n");
    line(text, "wiresmith_scheduler_running_runs", daemon.running());
    text.append("# TYPE wiresmith_scheduler_last_tick_timestamp_seconds gauge\n");
    line(
        text,
        "wiresmith_scheduler_last_tick_timestamp_seconds",
        daemon.lastTick().getEpochSecond());
    text.append("# TYPE wiresmith_scheduler_failed_ticks_total counter\n");
    line(text, "wiresmith_scheduler_failed_ticks_total", daemon.counts().failedTicks());
    text.append("# TYPE wiresmith_scheduler_tries_total counter\n");
    daemon
        .counts()
        .endings()
        .forEach(
            (state, count) ->
                line(text, "wiresmith_scheduler_tries_total{state=\"" + state + "\"}", count));
    schedules(
        text,
        "wiresmith_schedule_next_timestamp_seconds",
        schedule -> schedule.firings().after(clock.instant()));
    schedules(text, "wiresmith_schedule_last_success_timestamp_seconds", this::lastSuccess);
    return text.toString();
  }

  private void schedules(
      StringBuilder text, String name, Function<Schedule, Optional<Instant>> time) {
    text.append("# TYPE ").append(name).append(" gauge\n");
    for (Schedule schedule : schedules.all()) {
      String label = "{schedule=\"" + schedule.name() + "\"}";
      time.apply(schedule).ifPresent(at -> line(text, name + label, at.getEpochSecond()));
    }
  }

  private Optional<Instant> lastSuccess(Schedule schedule) {
    try {
      return ledger
          .list(
              new RunQuery(
                  Optional.of(schedule.name()),
                  Optional.empty(),
                  Optional.of(LedgerState.DONE),
                  Optional.empty(),
                  Optional.empty(),
                  1))
          .stream()
          .map(run -> run.times().updated())
          .findFirst();
    } catch (WiresmithException e) {
      return Optional.empty(); // The daemon says so; the other metrics are still true.
    }
  }

  private static void line(StringBuilder text, String name, long value) {
    text.append(name).append(' ').append(value).append('\n');
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
