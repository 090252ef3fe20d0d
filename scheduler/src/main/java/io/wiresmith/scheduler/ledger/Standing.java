package io.wiresmith.scheduler.ledger;

import java.time.Instant;

/**
 * Windows of a schedule that are not at a good end.
 *
 * @param schedule its name
 * @param state pending, running, waiting for another try, or failed
 * @param windows how many
 * @param oldest end of the oldest of them
 */
public record Standing(String schedule, LedgerState state, long windows, Instant oldest) {}
