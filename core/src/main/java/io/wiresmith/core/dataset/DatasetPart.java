package io.wiresmith.core.dataset;

import java.util.Locale;

/**
 * What rows that belong together (those of a link, of a capture) are used for: all of them for one
 * of these, for ever.
 */
public enum DatasetPart {
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
