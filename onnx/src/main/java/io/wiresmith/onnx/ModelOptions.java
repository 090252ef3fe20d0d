package io.wiresmith.onnx;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;

/**
 * How a model runs. Execution is always sequential and idle threads never spin.
 *
 * @param intraOpThreads threads inside one operator; 1 runs in the caller's thread
 */
public record ModelOptions(int intraOpThreads) {
  /** One thread: the same result on every machine, and no pool beside the caller's. */
  public static final ModelOptions DEFAULT = new ModelOptions(1);

  /** Checks the number of threads. */
  public ModelOptions {
    if (intraOpThreads < 1) {
      throw new WiresmithException(
          ErrorCode.USAGE, "A model needs at least 1 thread, found " + intraOpThreads + ".");
    }
  }
}
