/** Tests. */
@NullMarked
package io.wiresmith.scheduler.schedule;

import org.jspecify.annotations.NullMarked;
