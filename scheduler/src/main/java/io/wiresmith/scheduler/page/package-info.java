/**
 * The calendar of windows for people. Entry: {@link io.wiresmith.scheduler.page.RunsPage}. May
 * import core, ledger and schedule.
 */
@NullMarked
package io.wiresmith.scheduler.page;

import org.jspecify.annotations.NullMarked;
