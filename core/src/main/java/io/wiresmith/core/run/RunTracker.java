package io.wiresmith.core.run;

import java.util.Optional;

/**
 * Shows others how a run goes while it goes on. A side channel: what cannot be shown is counted and
 * dropped, and nothing here throws or makes the run wait, but {@link #shownAs} and {@link #close}
 * for a few seconds. Thread-safe.
 */
public interface RunTracker extends AutoCloseable {
  /** The run or one of its steps stands otherwise than before. */
  void changed(RunRecord run);

  /** A figure of the step that runs, or of the run itself where none does. */
  void point(CurvePoint point);

  /** A file of the run for those who look at it, such as {@code plots/regret.svg}. */
  void file(String path, byte[] bytes);

  /**
   * The name under which the run is shown where it is published; empty if nobody sees it, and then
   * nobody will.
   */
  Optional<String> shownAs();

  /** Delivers what is left, for a few seconds. */
  @Override
  void close();

  /** Shows nothing to nobody. */
  static RunTracker none() {
    return new RunTracker() {
      @Override
      public void changed(RunRecord run) {}

      @Override
      public void point(CurvePoint point) {}

      @Override
      public void file(String path, byte[] bytes) {}

      @Override
      public Optional<String> shownAs() {
        return Optional.empty();
      }

      @Override
      public void close() {}
    };
  }
}
