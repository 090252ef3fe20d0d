package io.wiresmith.core.gate;

import java.util.Map;

/**
 * What a model must reach; lives in the configuration only.
 *
 * @param minimum metric to the least value that passes
 * @param maximum metric to the greatest value that passes
 * @param sliceMaximum metric to the greatest value that passes in every slice of at least {@code
 *     sliceRows} rows
 * @param testRows fewest test rows that allow a verdict
 * @param sliceRows fewest rows that make a slice count
 * @param margin metric to how much worse than the champion the lower bound of the difference may be
 */
public record GateThresholds(
    Map<String, Double> minimum,
    Map<String, Double> maximum,
    Map<String, Double> sliceMaximum,
    long testRows,
    long sliceRows,
    Map<String, Double> margin) {
  /** Copies the maps. */
  public GateThresholds {
    minimum = Map.copyOf(minimum);
    maximum = Map.copyOf(maximum);
    sliceMaximum = Map.copyOf(sliceMaximum);
    margin = Map.copyOf(margin);
  }
}
