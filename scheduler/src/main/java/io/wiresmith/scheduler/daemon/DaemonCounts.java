package io.wiresmith.scheduler.daemon;

import io.wiresmith.scheduler.ledger.LedgerState;
import java.util.EnumMap;
import java.util.Map;

/** What a daemon did since its start. Thread-safe. */
public final class DaemonCounts {
  private final Map<LedgerState, Long> endings = new EnumMap<>(LedgerState.class);
  private long failedTicks;

  synchronized void ended(LedgerState state) {
    endings.merge(state, 1L, Long::sum);
  }

  synchronized void tickFailed() {
    failedTicks++;
  }

  /** Tries that ended, by the state that followed. */
  public synchronized Map<LedgerState, Long> endings() {
    return new EnumMap<>(endings);
  }

  /** Ticks that failed. */
  public synchronized long failedTicks() {
    return failedTicks;
  }
}
