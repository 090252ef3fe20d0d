package io.wiresmith.core.run;

import io.wiresmith.core.ModelKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One run, as the disk remembers it.
 *
 * @param workKey identity of the run
 * @param model what it trains
 * @param state how it stands
 * @param request everything that is needed to ask for the same run again
 * @param startedAt when it was first asked for
 * @param updatedAt when this record was written
 * @param process name of the {@link Owner} that works or worked on it
 * @param steps the steps so far, in order
 * @param verdict blessed, rejected or inconclusive, once judged
 * @param message the error of a failed run, else one line for people
 * @param error name of the {@link io.wiresmith.core.ErrorCode} of a failed run
 */
public record RunRecord(
    String workKey,
    ModelKey model,
    RunState state,
    Map<String, String> request,
    Instant startedAt,
    Instant updatedAt,
    String process,
    List<StepRecord> steps,
    Optional<String> verdict,
    String message,
    Optional<String> error) {
  /** Copies the collections. */
  public RunRecord {
    request = Map.copyOf(request);
    steps = List.copyOf(steps);
  }
}
