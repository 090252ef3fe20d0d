package io.wiresmith.core.run;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What one step of a run did.
 *
 * @param name extract, label, train, evaluate or publish
 * @param state how it stands
 * @param workKey identity of the step's work
 * @param startedAt when it began
 * @param endedAt when it ended
 * @param reused whether the result was there already
 * @param result references, digests and counts that came out
 * @param message the error of a failed step, else one line for people
 */
public record StepRecord(
    String name,
    RunState state,
    String workKey,
    Instant startedAt,
    Optional<Instant> endedAt,
    boolean reused,
    Map<String, String> result,
    String message) {
  /** Copies the result. */
  public StepRecord {
    result = Map.copyOf(result);
  }
}
