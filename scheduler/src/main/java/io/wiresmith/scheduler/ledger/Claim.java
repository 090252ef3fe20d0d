package io.wiresmith.scheduler.ledger;

import io.wiresmith.core.run.Owner;
import java.time.Duration;
import java.util.Map;

/**
 * Asks for the right to work on a window.
 *
 * @param key the window
 * @param seen how it stood; a running window is had once its lease has ended
 * @param owner who asks
 * @param term how long the lease lasts without a renewal
 * @param work what will be done
 * @param references what goes in, by name
 */
public record Claim(
    WindowKey key,
    Seen seen,
    Owner owner,
    Duration term,
    WorkDigest work,
    Map<String, String> references) {
  /** Copies the references. */
  public Claim {
    references = Map.copyOf(references);
  }
}
