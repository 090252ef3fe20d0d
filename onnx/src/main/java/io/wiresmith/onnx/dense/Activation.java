package io.wiresmith.onnx.dense;

/** What follows a layer's sum. */
public enum Activation {
  /** Nothing: the sum itself. */
  NONE,
  /** max(x, 0). */
  RELU,
  /** Probabilities over the outputs. */
  SOFTMAX
}
