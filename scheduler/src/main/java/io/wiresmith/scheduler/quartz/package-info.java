/**
 * The home of Quartz: expressions of times. Entry: {@link io.wiresmith.scheduler.quartz.Cron}. May
 * import core.
 */
@NullMarked
package io.wiresmith.scheduler.quartz;

import org.jspecify.annotations.NullMarked;
