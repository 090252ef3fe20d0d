package io.wiresmith.scheduler.ledger;

import io.wiresmith.core.ModelKey;
import java.time.Instant;
import java.util.Optional;

/**
 * Which windows to list.
 *
 * @param schedule of this schedule only
 * @param model of this model only
 * @param state in this state only
 * @param from windows that end at or after this
 * @param until windows that end before this
 * @param limit most rows
 * @param order which come first
 */
public record RunQuery(
    Optional<String> schedule,
    Optional<ModelKey> model,
    Optional<LedgerState> state,
    Optional<Instant> from,
    Optional<Instant> until,
    int limit,
    Order order) {
  /** Which windows come first. */
  public enum Order {
    /** The latest changed. */
    CHANGED("updated_at DESC, window_until DESC"),
    /** Those that end last. */
    WINDOW("window_until DESC, updated_at DESC");

    private final String columns;

    Order(String columns) {
      this.columns = columns;
    }

    String columns() {
      return columns;
    }
  }

  /** The latest changed, of everything. */
  public static RunQuery latest(int limit) {
    return new RunQuery(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        limit,
        Order.CHANGED);
  }
}
