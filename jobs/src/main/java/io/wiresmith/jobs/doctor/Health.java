package io.wiresmith.jobs.doctor;

import java.util.Locale;

/** How something is. */
public enum Health {
  /** As it should be. */
  OK,
  /** It works, but may not for long or not for all. */
  WARNING,
  /** Something will fail by it. */
  FAILED;

  /** As people and programs read it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
