package io.wiresmith.scheduler.daemon;

import io.wiresmith.scheduler.ledger.RunLedger;
import io.wiresmith.scheduler.notification.Notifier;
import io.wiresmith.scheduler.schedule.Schedules;
import java.time.Clock;

/**
 * What the pages of a daemon tell of.
 *
 * @param daemon the daemon
 * @param schedules its schedules
 * @param ledger its ledger
 * @param notifier who tells of its events
 * @param clock the wall clock
 */
public record Watched(
    SchedulerDaemon daemon,
    Schedules schedules,
    RunLedger ledger,
    Notifier notifier,
    Clock clock) {}
