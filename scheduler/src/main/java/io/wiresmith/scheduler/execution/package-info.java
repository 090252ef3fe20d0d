/**
 * Runs a window in a process of its own. Entry: {@link
 * io.wiresmith.scheduler.execution.WindowRunner}. May import core, ledger and schedule.
 */
@NullMarked
package io.wiresmith.scheduler.execution;

import org.jspecify.annotations.NullMarked;
