/**
 * When windows are due. Entry: {@link io.wiresmith.scheduler.schedule.Schedule}. May import core,
 * quartz and ledger.
 */
@NullMarked
package io.wiresmith.scheduler.schedule;

import org.jspecify.annotations.NullMarked;
