package io.wiresmith.core.telemetry.influx;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.telemetry.influx.InfluxWriteAnswer.Accepted;
import io.wiresmith.core.telemetry.influx.InfluxWriteAnswer.AllRefused;
import io.wiresmith.core.telemetry.influx.InfluxWriteAnswer.Missing;
import io.wiresmith.core.telemetry.influx.InfluxWriteAnswer.SomeRefused;
import io.wiresmith.core.telemetry.influx.InfluxWriteAnswer.TooLarge;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Writes points to a database or bucket, in batches and in order. Points of one series and time
 * overwrite each other, so that a batch may be sent again: it is, while the server is down. Which
 * lines of a batch are wrong is found by sending those of each shape alone and by halving what is
 * still mixed, in fewer than {@code 2n + 2} requests for {@code n} lines and shapes; the others are
 * written, in order. Not thread-safe.
 *
 * <p>After an exception the lines that {@link #counts} does not hold may or may not be written;
 * write them again.
 */
public final class InfluxWriter implements AutoCloseable {
  private final InfluxConnection connection;
  private final InfluxWriteRequest request;
  private final InfluxWriteLimits limits;
  private final MissingDatabase missing;
  private final InfluxWriteListener listener;
  private List<InfluxLine> batch = new ArrayList<>();
  private long batchBytes;
  private long mostBytes;
  private long sent;
  private long accepted;
  private long refused;
  private boolean failed;
  private final Set<InfluxLine> wrong = Collections.newSetFromMap(new IdentityHashMap<>());

  /** A writer to that database; nothing is sent before the first batch is full. */
  public InfluxWriter(
      InfluxConnection connection,
      InfluxWriteLimits limits,
      MissingDatabase missing,
      InfluxWriteListener listener) {
    this.connection = connection;
    this.request = InfluxWriteRequest.of(connection);
    this.limits = limits;
    this.missing = missing;
    this.listener = listener;
    this.mostBytes = limits.bytes();
  }

  /**
   * Takes a line, and sends the batch before it if that is full.
   *
   * @throws WiresmithException {@code DEPENDENCY_DOWN} if the server stays down, {@code USAGE} if
   *     it does not let us write, {@code NOT_FOUND} if the database is missing and not to be made
   */
  public void write(InfluxLine line) {
    int bytes = line.bytes().length + 1;
    if (batch.size() == limits.lines() || (!batch.isEmpty() && batchBytes + bytes > mostBytes)) {
      flush();
    }
    batch.add(line);
    batchBytes += bytes;
  }

  /** Sends what is left; afterwards the server has answered for every line. */
  public void flush() {
    if (batch.isEmpty()) {
      return;
    }
    List<InfluxLine> full = batch;
    batch = new ArrayList<>(full.size());
    batchBytes = 0;
    failed = true;
    wrong.clear();
    settle(full);
    failed = false;
    sent += full.size();
    listener.settled(counts());
  }

  /** What became of the lines that were sent. */
  public InfluxWriteCounts counts() {
    return failed
        ? new InfluxWriteCounts(accepted + refused, accepted, refused)
        : new InfluxWriteCounts(sent, accepted, refused);
  }

  private void settle(List<InfluxLine> lines) {
    InfluxWriteAnswer answer =
        limits.backoff().run(() -> request.send(lines), words -> listener.said(words));
    if (answer instanceof Missing absent) {
      answer = created(absent, lines);
    }
    if (answer instanceof Accepted) {
      accepted += lines.size();
    } else if (answer instanceof AllRefused all) {
      for (int i = 0; i < lines.size(); i++) {
        refuse(lines.get(i), all.words().get(i));
      }
    } else if (answer instanceof SomeRefused) {
      separate(lines);
    } else if (answer instanceof TooLarge large) {
      tooLarge(lines, large.words());
    }
  }

  private void tooLarge(List<InfluxLine> lines, String words) {
    if (lines.size() == 1) {
      refuse(lines.get(0), words);
      return;
    }
    long bytes = lines.stream().mapToLong(line -> line.bytes().length + 1).sum();
    mostBytes = Math.min(mostBytes, (bytes + 1) / 2);
    halve(lines);
  }

  private void separate(List<InfluxLine> lines) {
    List<List<InfluxLine>> shapes = LineShapes.groups(lines);
    if (shapes.size() == 1) {
      halve(lines);
      return;
    }
    shapes.forEach(this::settle);
    inOrder(lines.stream().filter(line -> !wrong.contains(line)).toList());
  }

  /** Of two points of one series and time the later one must win, whatever their shapes. */
  private void inOrder(List<InfluxLine> lines) {
    if (lines.isEmpty()) {
      return;
    }
    InfluxWriteAnswer answer = limits.backoff().run(() -> request.send(lines), listener::said);
    if (!(answer instanceof Accepted)) {
      throw connection.error(
          ErrorCode.DEPENDENCY_DOWN,
          "takes %d lines one by one and refuses them together: %s. Something else writes other types, or its limits changed: try again."
              .formatted(lines.size(), answer));
    }
  }

  private void halve(List<InfluxLine> lines) {
    int middle = lines.size() / 2;
    settle(lines.subList(0, middle));
    settle(lines.subList(middle, lines.size()));
  }

  private void refuse(InfluxLine line, String words) {
    refused++;
    wrong.add(line);
    listener.refused(line, words);
  }

  private InfluxWriteAnswer created(Missing absent, List<InfluxLine> lines) {
    InfluxBuckets buckets = new InfluxBuckets(connection);
    switch (missing) {
      case REFUSE -> throw buckets.absent(absent.words());
      case CREATE -> listener.said(buckets.create());
    }
    InfluxWriteAnswer answer = limits.backoff().run(() -> request.send(lines), listener::said);
    if (answer instanceof Missing still) {
      throw connection.error(
          ErrorCode.NOT_FOUND,
          "was made, and the server still says: " + still.words() + ". Look into its log.");
    }
    return answer;
  }

  /** Sends what is left, unless sending has failed before. */
  @Override
  public void close() {
    if (!failed) {
      flush();
    }
  }
}
