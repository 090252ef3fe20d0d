package io.wiresmith.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.wiresmith.training.torch.Factor;

/**
 * The tensors of one mini-batch. Results belong to the manager of the first operand, so data always
 * comes first.
 *
 * @param inputs {@code [N, width]}
 * @param targets {@code [N, classes]}, weight of the row at its label, else 0
 * @param regrets {@code [N, classes]}
 */
record Batch(NDArray inputs, NDArray targets, NDArray regrets) {
  static Batch of(
      NDManager manager, LearningRows rows, int[] order, int from, int count, double regretCap) {
    int width = rows.width();
    int classes = rows.classes();
    float[] x = new float[count * width];
    float[] t = new float[count * classes];
    float[] r = new float[count * classes];
    for (int i = 0; i < count; i++) {
      int row = order[from + i];
      System.arraycopy(rows.inputs()[row], 0, x, i * width, width);
      t[i * classes + rows.labels()[row]] = rows.weights()[row];
      for (int c = 0; c < classes; c++) {
        r[i * classes + c] = (float) Math.min(regretCap, rows.regrets()[row][c]);
      }
    }
    Shape perClass = new Shape(count, classes);
    return new Batch(
        manager.create(x, new Shape(count, width)),
        manager.create(t, perClass),
        manager.create(r, perClass));
  }

  NDArray loss(NDArray logits, NetworkSettings settings) {
    NDArray log = logits.logSoftmax(1);
    NDArray entropy = targets.mul(log).sum(new int[] {1}).mean().neg();
    NDArray loss = Factor.times(entropy, settings.crossEntropyFactor());
    if (settings.regretFactor() > 0) {
      NDArray expected = regrets.mul(log.exp()).sum(new int[] {1}).mean();
      loss = loss.add(Factor.times(expected, settings.regretFactor()));
    }
    return loss;
  }
}
