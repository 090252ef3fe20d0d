package io.wiresmith.core.evaluation;

import java.util.Map;

/**
 * The candidate against the present champion on the same rows, later than both training windows.
 *
 * @param champion {@code <model>@<number>}
 * @param championSha256 digest of the champion's {@code model.onnx}
 * @param rows rows both decided; 0 where none is later than both trainings, and then there are no
 *     differences
 * @param clusters groups of dependent rows that the bootstrap draws; below {@link #FEWEST_CLUSTERS}
 *     its intervals are too narrow to decide anything
 * @param differences metric to candidate minus champion, by paired bootstrap over clusters;
 *     positive is better for the candidate, whatever the metric
 * @param leading the metric of the slices' differences
 * @param slices slice name to the difference in the leading metric; slices of fewer clusters are
 *     left out
 */
public record Comparison(
    String champion,
    String championSha256,
    long rows,
    long clusters,
    Map<String, Interval> differences,
    String leading,
    Map<String, SliceDifference> slices) {
  /** The fewest clusters whose intervals say something. */
  public static final int FEWEST_CLUSTERS = 10;

  /**
   * The difference in one slice.
   *
   * @param rows rows in the slice
   * @param difference candidate minus champion in the leading metric, positive is better
   */
  public record SliceDifference(long rows, Interval difference) {}

  /** Copies the maps. */
  public Comparison {
    differences = Map.copyOf(differences);
    slices = Map.copyOf(slices);
  }
}
