package io.wiresmith.serving.http;

import io.wiresmith.serving.metrics.ServingMetrics.Labels;
import java.util.Set;

/**
 * An answer and what it is counted and logged under.
 *
 * @param answer what goes back
 * @param labels model, version, outcome
 * @param rows rows decided, 0 where none was
 * @param modes the modes in which they were; none where there are no modes
 */
record Decided(Answer answer, Labels labels, int rows, Set<String> modes) implements Prepared {
  /** No decision was made. */
  static Decided none(String model, String outcome, Answer answer) {
    return new Decided(answer, new Labels(model, "", outcome), 0, Set.of());
  }
}
