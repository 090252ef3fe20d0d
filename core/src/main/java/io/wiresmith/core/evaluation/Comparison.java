package io.wiresmith.core.evaluation;

import java.util.Map;

/**
 * The candidate against the present champion on the same rows, later than both training windows.
 *
 * @param champion {@code <model>@<number>}
 * @param championSha256 digest of the champion's {@code model.onnx}
 * @param rows rows both decided; 0 where none is later than both trainings, and then there are no
 *     differences
 * @param differences metric to candidate minus champion, by paired bootstrap over streams; positive
 *     is better for the candidate, whatever the metric
 * @param leading the metric of the slices' differences
 * @param slices slice name to the difference in the leading metric
 */
public record Comparison(
    String champion,
    String championSha256,
    long rows,
    Map<String, Interval> differences,
    String leading,
    Map<String, SliceDifference> slices) {
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
