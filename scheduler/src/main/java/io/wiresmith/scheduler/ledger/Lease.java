package io.wiresmith.scheduler.ledger;

import java.util.List;

/**
 * The right to work on a window, until somebody else gets a higher fence.
 *
 * @param run {@link WindowKey#id}
 * @param fence the fencing token
 * @param attempt which try it is, from 1
 */
public record Lease(String run, long fence, int attempt) {
  /** One word, for the environment of the run's process. */
  public String token() {
    return run + ":" + fence;
  }

  /** Reads {@link #token}. */
  public static Lease parse(String token) {
    List<String> parts = List.of(token.split(":", -1));
    if (parts.size() != 2 || !parts.get(1).matches("[0-9]{1,18}")) {
      throw new IllegalArgumentException("'" + token + "' is no lease");
    }
    return new Lease(parts.get(0), Long.parseLong(parts.get(1)), 0);
  }
}
