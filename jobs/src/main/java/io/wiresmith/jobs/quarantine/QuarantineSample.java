package io.wiresmith.jobs.quarantine;

import java.util.List;
import java.util.Map;

/**
 * Refused rows, counted and shown.
 *
 * @param rows how many there are
 * @param reasons how many of each reason
 * @param matching how many have the reason that was asked for; all, if none was
 * @param first the first of those, by file and line
 */
public record QuarantineSample(
    long rows, Map<String, Long> reasons, long matching, List<RefusedRow> first) {
  /** Copies the collections. */
  public QuarantineSample {
    reasons = Map.copyOf(reasons);
    first = List.copyOf(first);
  }
}
