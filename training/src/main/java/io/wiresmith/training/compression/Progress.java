package io.wiresmith.training.compression;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/** Lines with percentage and remaining time. Steps have shares of the work, measured once. */
final class Progress {
  private final Consumer<String> lines;
  private final long start = System.nanoTime();
  private double done;
  private double share;

  Progress(Consumer<String> lines) {
    this.lines = lines;
  }

  /** A step begins that is this share of the whole; the step before is done. */
  void step(double next, String what) {
    done += share;
    share = next;
    tell(done, what);
  }

  private void tell(double fraction, String what) {
    double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
    String rest =
        fraction < 0.05
            ? ""
            : String.format(
                Locale.ROOT, ", about %.0f s left", seconds * (1 - fraction) / fraction);
    lines.accept(String.format(Locale.ROOT, "train %3.0f %% %s%s", fraction * 100, what, rest));
  }
}
