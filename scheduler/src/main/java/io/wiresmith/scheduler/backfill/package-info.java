/**
 * Does the windows of the past. Entry: {@link io.wiresmith.scheduler.backfill.Backfill}. May import
 * core, ledger, schedule and execution.
 */
@NullMarked
package io.wiresmith.scheduler.backfill;

import org.jspecify.annotations.NullMarked;
