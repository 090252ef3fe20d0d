package io.wiresmith.scheduler.simulation;

import io.wiresmith.scheduler.execution.WindowWork;
import io.wiresmith.scheduler.ledger.WindowKey;

/** How a simulation runs windows for real. */
public interface RealWork {
  /** The work of that window; its telemetry is made where it is not there. */
  WindowWork work(WindowKey key);

  /** How many versions it published. */
  int effects(WindowKey key);
}
