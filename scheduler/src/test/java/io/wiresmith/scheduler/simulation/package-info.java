/** Tests. */
@NullMarked
package io.wiresmith.scheduler.simulation;

import org.jspecify.annotations.NullMarked;
