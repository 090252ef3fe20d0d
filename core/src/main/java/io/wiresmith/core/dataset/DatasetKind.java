package io.wiresmith.core.dataset;

import java.util.Locale;

/** How far a dataset has come. */
public enum DatasetKind {
  /** Telemetry as it was read, checked, merged and typed. */
  RAW,
  /** Telemetry with oracle labels and every cost beside them. */
  LABELLED;

  /** The name in paths. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
