/** Tests. */
@NullMarked
package io.wiresmith.scheduler.backfill;

import org.jspecify.annotations.NullMarked;
