/**
 * Does windows as they become due. Entry: {@link io.wiresmith.scheduler.daemon.SchedulerDaemon}.
 * May import core, ledger, schedule, execution and quartz.
 */
@NullMarked
package io.wiresmith.scheduler.daemon;

import org.jspecify.annotations.NullMarked;
