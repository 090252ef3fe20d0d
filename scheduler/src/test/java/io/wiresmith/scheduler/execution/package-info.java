/** Tests. */
@NullMarked
package io.wiresmith.scheduler.execution;

import org.jspecify.annotations.NullMarked;
