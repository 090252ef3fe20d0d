package io.wiresmith.scheduler.notification;

import io.wiresmith.core.WiresmithException;
import io.wiresmith.scheduler.ledger.LedgerEvent;

/** Hears events. Thread-safe. */
public interface EventSink {
  /** Its name in the outbox; two processes that share a ledger mean the same by it. */
  String name();

  /** Where it is, for messages; holds no secret. */
  String place();

  /**
   * Tells it, within {@link Notifier#TERM}.
   *
   * @throws WiresmithException if it may not have heard; it is then told again
   */
  void tell(LedgerEvent event);
}
