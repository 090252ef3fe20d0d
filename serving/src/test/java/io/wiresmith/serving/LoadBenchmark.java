package io.wiresmith.serving;

import io.wiresmith.core.io.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Asks any server on 127.0.0.1, the same way for each: {@code LoadBenchmark PORT PATH BODIES
 * CONNECTIONS SECONDS RATE}. {@code BODIES} is a file with one JSON body a line. With rate 0 each
 * connection asks again as soon as it is answered; else so many requests a second are due over all
 * connections, and a latency counts from when its request was due: a late answer delays no later
 * request's clock. Prints one line of JSON; an answer that is no 200 ends it.
 */
public final class LoadBenchmark {
  private final int port;
  private final List<byte[]> requests;
  private final int connections;
  private final long nanos;
  private final int rate;

  private LoadBenchmark(String... arguments) throws IOException {
    port = Integer.parseInt(arguments[0]);
    requests =
        Files.readAllLines(Path.of(arguments[2])).stream()
            .map(it -> LoadConnection.post(arguments[1], it.getBytes(StandardCharsets.UTF_8)))
            .toList();
    connections = Integer.parseInt(arguments[3]);
    nanos = TimeUnit.SECONDS.toNanos(Integer.parseInt(arguments[4]));
    rate = Integer.parseInt(arguments[5]);
  }

  /** Runs and prints. */
  public static void main(String[] arguments) throws Exception {
    System.out.println(new LoadBenchmark(arguments).run());
  }

  private String run() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(connections);
    long begin = System.nanoTime();
    List<Future<Histogram>> running = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      int first = i;
      Callable<Histogram> client = () -> rate == 0 ? closed(first, begin) : open(first, begin);
      running.add(threads.submit(client));
    }
    Histogram all = new Histogram(3);
    for (Future<Histogram> one : running) {
      all.add(one.get());
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    threads.shutdown();
    return Json.line(
        Map.of(
            "requests", all.getTotalCount(),
            "perSecond", all.getTotalCount() / seconds,
            "p50Millis", all.getValueAtPercentile(50) / 1e6,
            "p99Millis", all.getValueAtPercentile(99) / 1e6,
            "maxMillis", all.getMaxValue() / 1e6));
  }

  private Histogram closed(int first, long begin) throws IOException {
    Histogram latencies = new Histogram(3);
    try (LoadConnection connection = new LoadConnection(port)) {
      for (int i = first; System.nanoTime() - begin < nanos; i++) {
        long asked = System.nanoTime();
        ask(connection, i);
        latencies.recordValue(System.nanoTime() - asked);
      }
    }
    return latencies;
  }

  private Histogram open(int first, long begin) throws IOException {
    Histogram latencies = new Histogram(3);
    long pause = TimeUnit.SECONDS.toNanos(1) * connections / rate;
    long due = begin + pause * first / connections;
    try (LoadConnection connection = new LoadConnection(port)) {
      for (int i = first; due - begin < nanos; i++, due += pause) {
        while (System.nanoTime() < due) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        ask(connection, i);
        latencies.recordValue(System.nanoTime() - due);
      }
    }
    return latencies;
  }

  private void ask(LoadConnection connection, int number) throws IOException {
    byte[] answer = connection.call(requests.get(number % requests.size()));
    if (connection.status() != 200) {
      throw new IOException(
          connection.status() + ": " + new String(answer, StandardCharsets.UTF_8));
    }
  }
}
