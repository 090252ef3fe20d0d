package io.wiresmith.core.telemetry.influx;

/** What a writer does where the server says that the database or bucket is missing. */
public enum MissingDatabase {
  /** Makes it, and says so. */
  CREATE,
  /** Stops. */
  REFUSE
}
