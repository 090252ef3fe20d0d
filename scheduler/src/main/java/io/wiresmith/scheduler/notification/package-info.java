/**
 * Tells people and programs what happened to windows. Entry: {@link
 * io.wiresmith.scheduler.notification.Notifier}. May import core and ledger.
 */
@NullMarked
package io.wiresmith.scheduler.notification;

import org.jspecify.annotations.NullMarked;
