package io.wiresmith.scheduler.ledger;

import java.time.Instant;

/**
 * What the ledger remembers of a schedule.
 *
 * @param active whether its windows become due
 * @param consideredUntil all firings before this are in the ledger, or were not to be done
 */
public record ScheduleMark(boolean active, Instant consideredUntil) {}
