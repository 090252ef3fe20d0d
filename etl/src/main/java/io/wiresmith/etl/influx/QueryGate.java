package io.wiresmith.etl.influx;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** Bounds the queries that run at once against one server, because production writes to it. */
final class QueryGate {
  /** One for each server and bound of this process: tasks of Spark share nothing else. */
  private static final Map<String, Semaphore> GATES = new ConcurrentHashMap<>();

  private final Semaphore gate;

  QueryGate(URI server, int most) {
    gate = GATES.computeIfAbsent(server + " " + most, key -> new Semaphore(most, true));
  }

  void through(Runnable query) {
    try {
      gate.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WiresmithException(
          ErrorCode.DEPENDENCY_DOWN, "Interrupted while waiting for other queries.", e);
    }
    try {
      query.run();
    } finally {
      gate.release();
    }
  }
}
