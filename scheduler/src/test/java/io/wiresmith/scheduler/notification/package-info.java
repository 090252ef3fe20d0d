/** Tests. */
@NullMarked
package io.wiresmith.scheduler.notification;

import org.jspecify.annotations.NullMarked;
