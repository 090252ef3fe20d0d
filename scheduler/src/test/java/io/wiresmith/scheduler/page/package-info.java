/** Tests. */
@NullMarked
package io.wiresmith.scheduler.page;

import org.jspecify.annotations.NullMarked;
