package io.wiresmith.core.telemetry.influx;

import java.time.Duration;

/**
 * What a {@link TapProxy} does to the server's bytes on each connection. Offsets count these bytes
 * from 0, from the beginning of the connection, HTTP headers included.
 *
 * @param cutAfter so many bytes pass, then the connection ends as {@code ending} says
 * @param ending how it ends
 * @param corruptAt the byte here is inverted
 * @param stallAfter so many bytes pass, then nothing for {@code stall}
 * @param stall how long
 * @param bytesPerSecond most bytes a second
 * @param canned answered instead of what the server says, as soon as a request comes
 */
public record Tap(
    long cutAfter,
    Ending ending,
    long corruptAt,
    long stallAfter,
    Duration stall,
    long bytesPerSecond,
    String canned) {
  private static final long NEVER = Long.MAX_VALUE;
  private static final Tap OPEN =
      new Tap(NEVER, Ending.FIN, NEVER, NEVER, Duration.ZERO, NEVER, "");

  /** How a connection ends. */
  public enum Ending {
    /** In order, as a server does that closes: an end of file. */
    FIN,
    /** Reset, as a killed server's machine does; bytes that were not read yet may be lost. */
    RST
  }

  /** Passes everything. */
  public static Tap open() {
    return OPEN;
  }

  /** Answers that text, whatever is asked: a whole HTTP answer, or anything else. */
  public static Tap answering(String canned) {
    return new Tap(NEVER, Ending.FIN, NEVER, NEVER, Duration.ZERO, NEVER, canned);
  }

  /** The same, and ends the connection after so many bytes. */
  public Tap cutAfter(long bytes, Ending how) {
    return new Tap(bytes, how, corruptAt, stallAfter, stall, bytesPerSecond, canned);
  }

  /** The same with one byte inverted. */
  public Tap corruptAt(long offset) {
    return new Tap(cutAfter, ending, offset, stallAfter, stall, bytesPerSecond, canned);
  }

  /** The same with a silence after so many bytes; after 0 for a delay. */
  public Tap stallAfter(long bytes, Duration silence) {
    return new Tap(cutAfter, ending, corruptAt, bytes, silence, bytesPerSecond, canned);
  }

  /** The same at most that fast, each connection by itself. */
  public Tap limit(long mostBytesPerSecond) {
    return new Tap(cutAfter, ending, corruptAt, stallAfter, stall, mostBytesPerSecond, canned);
  }
}
