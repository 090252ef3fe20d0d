package io.wiresmith.training.sequence;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Map;

/** Sequences of one length with what should come out. */
public interface SequenceBatch {
  /** What goes in, {@code [N, steps, width]}, owned by that manager. */
  NDArray inputs(NDManager scope);

  /**
   * The mean loss, differentiable. Operations must begin with an operand that the batch made, so
   * that nothing outlives it.
   *
   * @param outputs {@code [N, steps, outputs]}
   */
  NDArray loss(NDArray outputs);

  /** How many targets the loss is a mean of. */
  long targets();

  /** Sums of figures over the targets for people, by name; not differentiated. */
  Map<String, Double> sums(NDArray outputs);
}
