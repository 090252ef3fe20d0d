package io.wiresmith.training.xgboost;

/**
 * Rows for the trees, in canonical order, without copying: the arrays must not change.
 *
 * @param features {@code [N][F]}, finite or NaN (missing)
 * @param labels {@code [N]}
 * @param regrets {@code [N][classes]}, log cost of a class over the least cost
 * @param weights {@code [N]}
 * @param folds {@code [N]}, fold of each row in the cross-validation
 * @param real {@code [N]}, false for rows that only augment: they never count in a metric
 */
public record ClassifiedRows(
    float[][] features,
    int[] labels,
    float[][] regrets,
    float[] weights,
    int[] folds,
    boolean[] real) {
  /** Number of rows. */
  public int size() {
    return features.length;
  }
}
