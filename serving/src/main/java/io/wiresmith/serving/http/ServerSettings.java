package io.wiresmith.serving.http;

import java.time.Duration;
import java.util.Optional;

/**
 * How a server listens and what it takes.
 *
 * @param host address to listen on
 * @param port port to listen on; 0 is any free one
 * @param token what a client must bear; empty lets all in
 * @param deadline longest time from the whole request to its answer
 * @param bodyTimeout longest time to send a header, or a body
 * @param maxBody largest body in bytes
 * @param limits what bounds the work
 */
public record ServerSettings(
    String host,
    int port,
    Optional<String> token,
    Duration deadline,
    Duration bodyTimeout,
    int maxBody,
    Limits limits) {
  /**
   * What bounds the work at a time.
   *
   * @param maxRows most rows in a request
   * @param inlineBytes bodies of at most so many bytes, a few rows, are decided where they were
   *     read, without a change of threads
   * @param workers threads for larger requests
   * @param queue larger requests that may wait; more are answered with 503
   * @param bufferedBytes most bytes of bodies in memory; more are answered with 503
   * @param maxConnections connections at a time; more are closed at once
   * @param accessLog whether each request is a line in the log
   */
  public record Limits(
      int maxRows,
      int inlineBytes,
      int workers,
      int queue,
      long bufferedBytes,
      int maxConnections,
      boolean accessLog) {
    /** What ships. */
    public static final Limits DEFAULT = new Limits(4096, 4096, 2, 32, 24 << 20, 1024, true);
  }

  /** A server on a free port of 127.0.0.1 with the limits that ship. */
  public static final ServerSettings DEFAULT =
      new ServerSettings(
          "127.0.0.1",
          0,
          Optional.empty(),
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          4 << 20,
          Limits.DEFAULT);
}
