package io.wiresmith.core.bandwidth;

import java.time.Instant;
import java.util.Optional;

/**
 * What {@link HybridController} has decided about a link.
 *
 * @param mode whose forecast it gets
 * @param score that of the measures it was decided by, 0 to 1
 * @param decidedAt when it was; empty as long as nothing was known
 */
public record ModeState(HybridMode mode, double score, Optional<Instant> decidedAt) {
  /** A link of which nothing is known: both forecasts, by their confidences alone. */
  public static final ModeState START = new ModeState(HybridMode.HYBRID, .5, Optional.empty());
}
