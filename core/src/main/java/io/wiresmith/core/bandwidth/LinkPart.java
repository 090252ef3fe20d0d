package io.wiresmith.core.bandwidth;

import java.util.Locale;

/** What a link is used for: all its rows for one of these, for ever. */
public enum LinkPart {
  /** The weights are fitted on it. */
  TRAINING,
  /** Training stops, and probabilities are calibrated, by it. */
  VALIDATION,
  /** It judges, and is never trained on. */
  TEST;

  /** The name in the column. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
