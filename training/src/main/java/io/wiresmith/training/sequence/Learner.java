package io.wiresmith.training.sequence;

import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;

/**
 * A network and what it learns. What it does depends on nothing but its arguments, so that an epoch
 * can be taken up in its middle; randomness comes from the engine's generator, which the trainer
 * starts anew for each batch.
 */
public interface Learner {
  /** Parameters to begin with; always the same. */
  List<float[]> fresh();

  /** The batches of an epoch, from 1. */
  int batches(int epoch);

  /**
   * Learns from a batch; does not change the weights.
   *
   * @param scope for arrays that live until the step ends
   * @param batch from 0
   */
  Step step(NDManager scope, List<float[]> weights, int epoch, int batch);

  /**
   * Judges weights on what is never learned from.
   *
   * @param base for arrays of shorter lives
   */
  Judgement judge(NDManager base, List<float[]> weights);

  /**
   * What a batch says.
   *
   * @param loss mean loss
   * @param gradients its derivatives, for each array of the weights
   */
  record Step(double loss, List<float[]> gradients) {
    /** Copies the list. */
    public Step {
      gradients = List.copyOf(gradients);
    }
  }

  /**
   * How good weights are.
   *
   * @param objective the smaller, the better; NaN where there is nothing to judge on
   * @param figures for people
   */
  record Judgement(double objective, Map<String, Double> figures) {
    /** Copies the map. */
    public Judgement {
      figures = Map.copyOf(figures);
    }
  }
}
