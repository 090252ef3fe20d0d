/**
 * Does each window of a schedule once, or says why not: the run ledger is the truth, Quartz is only
 * the timer, and each run is a process of its own. Entries: {@code ledger.RunLedger}, {@code
 * schedule.Schedule}, {@code backfill.Backfill}. May import core.
 */
@NullMarked
package io.wiresmith.scheduler;

import org.jspecify.annotations.NullMarked;
