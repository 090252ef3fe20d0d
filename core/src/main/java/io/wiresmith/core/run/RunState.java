package io.wiresmith.core.run;

/** How a run or a step stands. */
public enum RunState {
  /** Began, and has not ended; if no process works on it, it was killed: resume it. */
  RUNNING,
  /** Ended with a verdict or a result. */
  DONE,
  /** Ended with an error that the record holds. */
  FAILED
}
