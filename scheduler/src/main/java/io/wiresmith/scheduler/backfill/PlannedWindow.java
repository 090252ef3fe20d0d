package io.wiresmith.scheduler.backfill;

import io.wiresmith.scheduler.ledger.Seen;
import io.wiresmith.scheduler.ledger.WindowKey;

/**
 * A window and what is to happen to it.
 *
 * @param key the window
 * @param seen how it stood
 * @param launch whether it is run
 * @param reason why, or why not: done, missing, failed, stale, running
 */
public record PlannedWindow(WindowKey key, Seen seen, boolean launch, String reason) {}
