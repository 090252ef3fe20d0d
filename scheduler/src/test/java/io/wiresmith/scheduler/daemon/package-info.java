/** Tests. */
@NullMarked
package io.wiresmith.scheduler.daemon;

import org.jspecify.annotations.NullMarked;
