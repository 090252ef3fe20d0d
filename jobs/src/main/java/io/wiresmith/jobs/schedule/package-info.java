/**
 * Tells the scheduler what a window's work is. Entry: {@link
 * io.wiresmith.jobs.schedule.PipelineWork}. May import core, scheduler, pipeline and config.
 */
@NullMarked
package io.wiresmith.jobs.schedule;

import org.jspecify.annotations.NullMarked;
