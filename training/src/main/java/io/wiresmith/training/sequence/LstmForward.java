package io.wiresmith.training.sequence;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.norm.Dropout;
import java.util.List;

/** The network on native arrays that live as long as their manager. */
record LstmForward(LstmWeights weights, NDList parameters) {
  private static final int PER_LAYER = 4;

  static LstmForward on(NDManager scope, LstmWeights weights, boolean differentiable) {
    NDList parameters = new NDList();
    List<long[]> shapes = weights.shapes();
    for (int i = 0; i < shapes.size(); i++) {
      NDArray array = scope.create(weights.arrays().get(i), new Shape(shapes.get(i)));
      array.setRequiresGradient(differentiable);
      parameters.add(array);
    }
    return new LstmForward(weights, parameters);
  }

  /**
   * Outputs of every step, {@code [N, steps, outputs]}.
   *
   * @param inputs {@code [N, steps, width]}
   * @param dropout share dropped behind each layer; 0 when not training
   */
  NDArray outputs(NDArray inputs, double dropout) {
    NDArray value = inputs;
    int at = 0;
    for (int units : weights.hidden()) {
      value = drop(layer(value, units, parameters.subNDList(at).subList(0, PER_LAYER)), dropout);
      at += PER_LAYER;
    }
    NDArray seen = value.concat(inputs, 2);
    NDArray linear = parameters.get(at).transpose();
    return seen.matMul(linear).add(parameters.get(at + 1));
  }

  private static NDArray layer(NDArray inputs, int units, List<NDArray> parameters) {
    Shape state = new Shape(1, inputs.getShape().get(0), units);
    NDManager scope = inputs.getManager();
    NDList begin = new NDList(scope.zeros(state), scope.zeros(state));
    return inputs
        .getNDArrayInternal()
        .lstm(inputs, begin, new NDList(parameters), true, 1, 0, true, false, true)
        .get(0);
  }

  private static NDArray drop(NDArray value, double share) {
    return share > 0 ? Dropout.dropout(value, (float) share, true).singletonOrThrow() : value;
  }

  /** The gradients of all parameters after a backward pass. */
  List<float[]> gradients() {
    return parameters.stream().map(array -> array.getGradient().toFloatArray()).toList();
  }
}
