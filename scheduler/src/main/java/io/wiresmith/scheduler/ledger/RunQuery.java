package io.wiresmith.scheduler.ledger;

import io.wiresmith.core.ModelKey;
import java.time.Instant;
import java.util.Optional;

/**
 * Which windows to list; the latest changed first.
 *
 * @param schedule of this schedule only
 * @param model of this model only
 * @param state in this state only
 * @param from windows that end at or after this
 * @param until windows that end before this
 * @param limit most rows
 */
public record RunQuery(
    Optional<String> schedule,
    Optional<ModelKey> model,
    Optional<LedgerState> state,
    Optional<Instant> from,
    Optional<Instant> until,
    int limit) {
  /** The latest, of everything. */
  public static RunQuery latest(int limit) {
    return new RunQuery(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        limit);
  }
}
