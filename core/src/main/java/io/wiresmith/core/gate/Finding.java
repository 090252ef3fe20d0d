package io.wiresmith.core.gate;

/**
 * What one rule of the gate found.
 *
 * @param outcome how it ended
 * @param sentence the figure found and the figure required
 */
public record Finding(Outcome outcome, String sentence) {
  /** How a rule ended; the worst one decides the verdict. */
  public enum Outcome {
    /** The rule keeps the gate closed. */
    FAILED,
    /** The data cannot tell. */
    UNDECIDED,
    /** The rule lets the model pass. */
    PASSED
  }

  static Finding failed(String sentence) {
    return new Finding(Outcome.FAILED, sentence);
  }

  static Finding undecided(String sentence) {
    return new Finding(Outcome.UNDECIDED, sentence);
  }

  static Finding passed(String sentence) {
    return new Finding(Outcome.PASSED, sentence);
  }
}
