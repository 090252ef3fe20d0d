package io.wiresmith.training.torch;

import ai.djl.ndarray.NDArray;

/**
 * Constant factors in formulas that a gradient goes back through. DJL's own {@code mul(Number)} and
 * {@code div(Number)} let go of the memory of their number as soon as they return, while the engine
 * still needs it on the way back: whenever the collector runs in between, the gradient is made of
 * whatever lies there by then. These live as long as the manager of the value.
 */
public final class Factor {
  private Factor() {}

  /** The value times a factor. */
  public static NDArray times(NDArray value, double factor) {
    return value.mul(value.getManager().create((float) factor));
  }

  /** The value over a divisor. */
  public static NDArray over(NDArray value, double divisor) {
    return value.div(value.getManager().create((float) divisor));
  }
}
