package io.wiresmith.training.network;

/**
 * Rows to learn from, without copying: the arrays must not change while they are used.
 *
 * @param inputs {@code [N][width]}, finite
 * @param labels {@code [N]}, class of each row
 * @param regrets {@code [N][classes]}, log cost of a class over the least cost, 0 or more
 * @param weights {@code [N]}, factor of each row in the cross-entropy
 */
public record LearningRows(float[][] inputs, int[] labels, float[][] regrets, float[] weights) {
  /** Checks that the arrays are of one length. */
  public LearningRows {
    if (inputs.length != labels.length
        || inputs.length != regrets.length
        || inputs.length != weights.length) {
      throw new IllegalArgumentException(
          "inputs %d, labels %d, regrets %d, weights %d must be equally long"
              .formatted(inputs.length, labels.length, regrets.length, weights.length));
    }
  }

  /** Number of rows. */
  public int size() {
    return inputs.length;
  }

  /** Number of inputs of a row. */
  public int width() {
    return inputs[0].length;
  }

  /** Number of classes. */
  public int classes() {
    return regrets[0].length;
  }
}
