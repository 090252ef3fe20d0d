package io.wiresmith.jobs.pipeline;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Tells a person on stderr how a run goes; one line for each thing that began or ended. */
public final class Progress {
  private final PrintWriter err;

  /** Progress to that writer. */
  public Progress(PrintWriter err) {
    this.err = err;
  }

  /** A line about what goes on. */
  public void line(String text) {
    err.println(text);
    err.flush();
  }

  /** A line that a step has ended. */
  void ended(int number, StepOutcome<?> outcome, Duration took) {
    String seconds = String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1000.0);
    line(
        "[%d/5] %-8s %s  %s"
            .formatted(
                number,
                outcome.name(),
                outcome.message(),
                outcome.reused() ? "(done before)" : "(" + seconds + ")"));
  }
}
