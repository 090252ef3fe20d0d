package io.wiresmith.jobs.imports;

import java.io.PrintWriter;
import java.util.Locale;

/**
 * Tells a person how many points are written and how fast: on a terminal in one line that changes,
 * elsewhere only what is out of the ordinary. Not thread-safe.
 */
public final class ImportProgress {
  private static final long EVERY_NANOS = 200_000_000L;

  private final PrintWriter err;
  private final boolean terminal;
  private final long start = System.nanoTime();
  private long shown = start;
  private boolean open;

  /** Progress to that writer, which may be a terminal. */
  public ImportProgress(PrintWriter err, Terminal terminal) {
    this.err = err;
    this.terminal = terminal == Terminal.YES;
  }

  /** Whether somebody sees the line change. */
  public enum Terminal {
    YES,
    NO
  }

  void written(long points) {
    long now = System.nanoTime();
    if (!terminal || now - shown < EVERY_NANOS) {
      return;
    }
    shown = now;
    open = true;
    double rate = points / ((now - start) / 1e9);
    err.print(String.format(Locale.ROOT, "\r%,d points, %,.0f points/s ", points, rate));
    err.flush();
  }

  void line(String text) {
    end();
    err.println(text);
    err.flush();
  }

  void end() {
    if (open) {
      err.println();
      err.flush();
      open = false;
    }
  }
}
