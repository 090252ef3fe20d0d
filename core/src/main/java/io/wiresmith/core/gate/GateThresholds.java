package io.wiresmith.core.gate;

import java.util.Map;

/**
 * What a model must reach; lives in the configuration only. Metric names and units are those of
 * {@code docs/reference/metrics.md}, ratios as numbers: .015 is 1.5 %.
 *
 * @param minimum metric to the least value that passes
 * @param maximum metric to the greatest value that passes
 * @param sliceMaximum metric to the greatest value that passes in every slice of at least {@code
 *     sliceRows} rows
 * @param testRows fewest test rows that allow a verdict, also in the comparison with the champion
 * @param sliceRows fewest rows that make a slice count
 * @param margin metric to how much worse than the champion the lower bound of the difference may be
 * @param sliceMargin leading metric to how much worse than the champion the upper bound of the
 *     difference may be in every slice that counts; without an entry the slices are not compared
 */
public record GateThresholds(
    Map<String, Double> minimum,
    Map<String, Double> maximum,
    Map<String, Double> sliceMaximum,
    long testRows,
    long sliceRows,
    Map<String, Double> margin,
    Map<String, Double> sliceMargin) {
  /** Nothing configured: nothing passes. */
  public static final GateThresholds NONE =
      new GateThresholds(Map.of(), Map.of(), Map.of(), 0, 0, Map.of(), Map.of());

  /** Copies the maps. */
  public GateThresholds {
    minimum = Map.copyOf(minimum);
    maximum = Map.copyOf(maximum);
    sliceMaximum = Map.copyOf(sliceMaximum);
    margin = Map.copyOf(margin);
    sliceMargin = Map.copyOf(sliceMargin);
  }
}
