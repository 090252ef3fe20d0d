/** Tests. */
@NullMarked
package io.wiresmith.scheduler.quartz;

import org.jspecify.annotations.NullMarked;
