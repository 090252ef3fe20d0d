/**
 * What {@code bin/demo} shows: decisions over HTTP beside what each codec would have cost. Entry:
 * {@link io.wiresmith.jobs.demo.DecideCommand}. May import core.
 */
@NullMarked
package io.wiresmith.jobs.demo;

import org.jspecify.annotations.NullMarked;
