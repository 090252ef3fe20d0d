/**
 * Replays weeks of a schedule on a clock that is set, with the scheduler's own classes. Entry:
 * {@link io.wiresmith.scheduler.simulation.Simulation}. May import core and all of the scheduler.
 */
@NullMarked
package io.wiresmith.scheduler.simulation;

import org.jspecify.annotations.NullMarked;
