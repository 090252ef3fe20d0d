/** Tests. */
@NullMarked
package io.wiresmith.scheduler;

import org.jspecify.annotations.NullMarked;
