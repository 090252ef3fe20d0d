package io.wiresmith.jobs.pipeline;

import io.wiresmith.core.run.WorkKey;
import java.util.Map;

/**
 * What a step gave.
 *
 * @param name the step
 * @param key identity of its work
 * @param reused whether the work was done before
 * @param value what the next step takes
 * @param result references and counts for the record
 * @param message one line for people
 */
public record StepOutcome<T>(
    String name, WorkKey key, boolean reused, T value, Map<String, String> result, String message) {
  /** Copies the result. */
  public StepOutcome {
    result = Map.copyOf(result);
  }
}
