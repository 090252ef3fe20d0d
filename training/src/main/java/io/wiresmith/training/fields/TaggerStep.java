package io.wiresmith.training.fields;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import io.wiresmith.training.crf.ChainGradient;
import io.wiresmith.training.crf.ChainLikelihood;
import io.wiresmith.training.torch.AdamState;
import io.wiresmith.training.torch.TorchEngine;
import java.util.ArrayList;
import java.util.List;

/**
 * One step of the optimizer on one batch. The chain's likelihood and its gradients are computed on
 * plain arrays; the network learns by the loss {@code sum(emissions * gradient)}, whose gradient is
 * the same.
 *
 * @param rate learning rate
 * @param weightDecay decoupled weight decay
 * @param clipNorm gradients with a greater global norm are scaled down to it
 * @param dropout share of activations dropped
 */
record TaggerStep(double rate, double weightDecay, double clipNorm, double dropout) {
  /**
   * Changes weights and moments in place.
   *
   * @return the mean loss of a message before the step; the caller stops if it is no number
   */
  double run(NDManager base, TaggerWeights weights, AdamState adam, MessageBatch batch) {
    try (NDManager scope = base.newSubManager()) {
      TaggerForward network = TaggerForward.on(scope, weights, true);
      ChainGradient chain;
      try (GradientCollector collector = TorchEngine.engine().newGradientCollector()) {
        NDArray emissions = network.emissions(batch, dropout);
        chain = new ChainLikelihood(weights.chain()).of(emissions.toFloatArray(), batch.truth());
        NDArray gradient = scope.create(chain.emissions(), emissions.getShape());
        collector.backward(gradient.mul(emissions).sum());
      }
      if (Double.isFinite(chain.loss())) {
        List<float[]> gradients = new ArrayList<>(network.gradients());
        gradients.addAll(chain.parameters());
        adam.step(weights.arrays(), gradients, rate, weightDecay, clipNorm);
      }
      return chain.loss();
    }
  }
}
