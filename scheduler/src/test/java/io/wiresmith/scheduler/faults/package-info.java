/** Tests. */
@NullMarked
package io.wiresmith.scheduler.faults;

import org.jspecify.annotations.NullMarked;
