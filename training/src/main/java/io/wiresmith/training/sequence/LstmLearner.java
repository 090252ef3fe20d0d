package io.wiresmith.training.sequence;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.training.torch.TorchEngine;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A stack of LSTM layers that learns a task. */
record LstmLearner(SequenceTask task, SequenceSettings settings, long seed) implements Learner {
  @Override
  public List<float[]> fresh() {
    return LstmWeights.fresh(task.width(), settings.hidden(), task.outputs(), seed).arrays();
  }

  LstmWeights weights(List<float[]> arrays) {
    return new LstmWeights(task.width(), settings.hidden(), task.outputs(), arrays);
  }

  @Override
  public int batches(int epoch) {
    return task.batches(epoch);
  }

  @Override
  public Step step(NDManager scope, List<float[]> weights, int epoch, int batch) {
    SequenceBatch learned = task.batch(epoch, batch);
    LstmForward network = LstmForward.on(scope, weights(weights), true);
    try (GradientCollector gradients = TorchEngine.engine().newGradientCollector()) {
      NDArray outputs = network.outputs(learned.inputs(scope), settings.dropout());
      NDArray loss = learned.loss(outputs);
      gradients.backward(loss);
      return new Step(loss.getFloat(), network.gradients());
    }
  }

  @Override
  public Judgement judge(NDManager base, List<float[]> weights) {
    Map<String, Double> sums = new TreeMap<>();
    double loss = 0;
    long targets = 0;
    for (int i = 0; i < task.validationBatches(); i++) {
      try (NDManager scope = base.newSubManager()) {
        SequenceBatch batch = task.validation(i);
        LstmForward network = LstmForward.on(scope, weights(weights), false);
        NDArray outputs = network.outputs(batch.inputs(scope), 0);
        loss += batch.targets() == 0 ? 0 : finite(batch, outputs, i) * batch.targets();
        targets += batch.targets();
        batch.sums(outputs).forEach((name, sum) -> sums.merge(name, sum, Double::sum));
      }
    }
    long all = targets;
    sums.replaceAll((name, sum) -> sum / all);
    return new Judgement(all == 0 ? Double.NaN : loss / all, sums);
  }

  private static double finite(SequenceBatch batch, NDArray outputs, int number) {
    double loss = batch.loss(outputs).getFloat();
    if (!Double.isFinite(loss)) {
      throw new WiresmithException(
          ErrorCode.TRAINING_FAILED,
          "The loss of validation batch %d is %s; it must be a number. The last good checkpoint is kept. Lower learning-rate or clip-norm, or look at the data."
              .formatted(number + 1, loss));
    }
    return loss;
  }
}
