package io.wiresmith.training.fields;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import io.wiresmith.core.fields.FieldFigures;
import io.wiresmith.core.fields.FieldScores;
import io.wiresmith.core.fields.LabelledMessage;
import io.wiresmith.core.fields.TagScheme;
import io.wiresmith.training.crf.ChainGradient;
import io.wiresmith.training.crf.ChainLikelihood;
import io.wiresmith.training.crf.ViterbiPath;
import io.wiresmith.training.sequence.Learner;
import io.wiresmith.training.torch.TorchEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The tagger learns fields. The chain's likelihood and its gradients are computed on plain arrays;
 * the network learns by the loss {@code sum(emissions * gradient)}, whose gradient is the same.
 * Weights are judged by the macro F1 of boundaries.
 *
 * @param shape sizes of the network
 * @param dropout share of activations dropped
 * @param seed what fresh weights follow from
 * @param training what is learned from
 * @param validation what is judged on
 */
record TaggerLearner(
    TaggerShape shape,
    double dropout,
    long seed,
    MessageBatches training,
    MessageBatches validation)
    implements Learner {
  /** The figure of the mean loss on the validation messages. */
  static final String LOSS = "loss";

  @Override
  public List<float[]> fresh() {
    return TaggerWeights.fresh(shape, seed).arrays();
  }

  @Override
  public int batches(int epoch) {
    return training.count();
  }

  @Override
  public Step step(NDManager scope, List<float[]> arrays, int epoch, int batch) {
    TaggerWeights weights = new TaggerWeights(shape, arrays);
    MessageBatch learned = MessageBatch.of(training.batch(epoch, batch));
    TaggerForward network = TaggerForward.on(scope, weights, true);
    try (GradientCollector collector = TorchEngine.engine().newGradientCollector()) {
      NDArray emissions = network.emissions(learned, dropout);
      ChainGradient chain =
          new ChainLikelihood(weights.chain()).of(emissions.toFloatArray(), learned.truth());
      NDArray gradient = scope.create(chain.emissions(), emissions.getShape());
      collector.backward(gradient.mul(emissions).sum());
      List<float[]> gradients = new ArrayList<>(network.gradients());
      gradients.addAll(chain.parameters());
      return new Step(chain.loss(), gradients);
    }
  }

  @Override
  public Judgement judge(NDManager base, List<float[]> arrays) {
    TaggerWeights weights = new TaggerWeights(shape, arrays);
    Judging judging = new Judging(weights);
    for (int i = 0; i < validation.orderedCount(); i++) {
      judging.add(base, validation.ordered(i));
    }
    return judging.judgement();
  }

  /** What is counted over the validation messages. */
  private static final class Judging {
    private final TaggerWeights weights;
    private final ChainLikelihood likelihood;
    private final ViterbiPath viterbi;
    private final FieldScores scores = new FieldScores();
    private double loss;
    private long messages;
    private long bytes;
    private long right;

    Judging(TaggerWeights weights) {
      this.weights = weights;
      this.likelihood = new ChainLikelihood(weights.chain());
      this.viterbi = weights.viterbi();
    }

    void add(NDManager base, List<LabelledMessage> together) {
      MessageBatch batch = MessageBatch.of(together);
      float[] emissions;
      try (NDManager scope = base.newSubManager()) {
        emissions = TaggerForward.on(scope, weights, false).emissions(batch, 0).toFloatArray();
      }
      loss += likelihood.of(emissions, batch.truth()).loss() * together.size();
      messages += together.size();
      for (int row = 0; row < together.size(); row++) {
        LabelledMessage message = together.get(row);
        int offset = row * batch.longest() * weights.shape().tags();
        int[] path = viterbi.of(emissions, offset, message.length());
        scores.add(message.protocol(), message.fields(), TagScheme.fields(path));
        for (int i = 0; i < path.length; i++) {
          right += path[i] == batch.truth().get(row)[i] ? 1 : 0;
        }
        bytes += path.length;
      }
    }

    Judgement judgement() {
      FieldFigures macro = scores.macro();
      double f1 = Double.isNaN(macro.f1()) ? 0 : macro.f1();
      return new Judgement(
          messages == 0 ? Double.NaN : 1 - f1,
          Map.of(
              LOSS,
              loss / messages,
              "precision",
              macro.precision(),
              "recall",
              macro.recall(),
              "f1",
              macro.f1(),
              "perfection",
              macro.perfection(),
              "type_accuracy",
              macro.typeAccuracy(),
              "accuracy",
              (double) right / bytes));
    }
  }
}
