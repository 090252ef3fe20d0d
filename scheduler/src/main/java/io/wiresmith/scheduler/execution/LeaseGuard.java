package io.wiresmith.scheduler.execution;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.run.CommitGuard;
import io.wiresmith.scheduler.ledger.Lease;
import io.wiresmith.scheduler.ledger.LeaseState;
import io.wiresmith.scheduler.ledger.RunLedger;
import io.wiresmith.scheduler.ledger.SqlLedger;
import java.time.Clock;
import java.util.Map;

/**
 * Lets the process of a run commit only while whoever started it still has the window.
 *
 * @param environment names ledger, lease and work
 * @param lease the lease
 */
public record LeaseGuard(Map<String, String> environment, Lease lease) implements CommitGuard {
  /** The guard of a process; one that nobody handed out a window to commits as it likes. */
  public static CommitGuard of(Map<String, String> environment) {
    String lease = environment.getOrDefault(WindowRunner.LEASE_VARIABLE, "");
    return lease.isEmpty()
        ? CommitGuard.none()
        : new LeaseGuard(Map.copyOf(environment), Lease.parse(lease));
  }

  @Override
  public void begins(String work) {
    String planned = environment.getOrDefault(WindowRunner.WORK_VARIABLE, work);
    if (!planned.equals(work)) {
      throw new WiresmithException(
          ErrorCode.CONFLICT,
          "Planned was the work %.12s, but what lies here now is %.12s: telemetry, configuration or code changed since, and nothing was done. Where it was the configuration file, start the scheduler again."
              .formatted(planned, work));
    }
  }

  @Override
  public void check() {
    String location = environment.getOrDefault(WindowRunner.LEDGER_VARIABLE, "");
    try (RunLedger ledger = SqlLedger.open(location, environment, Clock.systemUTC())) {
      if (ledger.state(lease) != LeaseState.HELD) {
        throw new WiresmithException(
            ErrorCode.CONFLICT,
            "Window %s of the ledger %s was cancelled, or is somebody else's by now (this was try %d): nothing was published."
                .formatted(lease.run(), location, lease.fence()));
      }
    }
  }
}
