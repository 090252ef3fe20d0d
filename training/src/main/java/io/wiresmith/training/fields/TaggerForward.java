package io.wiresmith.training.fields;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.norm.Dropout;
import java.util.List;

/**
 * The network on native arrays that live as long as their manager. The backward direction reads
 * each message reversed by itself, so that padding never comes before its bytes.
 */
record TaggerForward(TaggerShape shape, NDList parameters) {
  static TaggerForward on(NDManager scope, TaggerWeights weights, boolean differentiable) {
    NDList parameters = new NDList();
    List<long[]> shapes = weights.shape().arrays();
    for (int i = 0; i < shapes.size() - TaggerShape.OF_CHAIN; i++) {
      NDArray array = scope.create(weights.arrays().get(i), new Shape(shapes.get(i)));
      array.setRequiresGradient(differentiable);
      parameters.add(array);
    }
    return new TaggerForward(weights.shape(), parameters);
  }

  /**
   * Scores of all tags for every byte, {@code [rows, longest, tags]}; past an end anything.
   *
   * @param dropout share dropped behind the embedding and each layer; 0 when not training
   */
  NDArray emissions(MessageBatch batch, double dropout) {
    NDManager scope = parameters.get(0).getManager();
    NDArray bytes = scope.create(batch.bytes());
    NDArray reversed = scope.create(batch.reversed());
    NDArray value = drop(rows(parameters.get(0), bytes), dropout);
    for (int layer = 0; layer < shape.hidden().size(); layer++) {
      NDArray forward = direction(value, batch, layer, 0);
      NDArray backward = rows(direction(rows(value, reversed), batch, layer, 1), reversed);
      value = drop(forward.concat(backward, 1), dropout);
    }
    int linear = parameters.size() - 2;
    NDArray scores =
        value.matMul(parameters.get(linear).transpose()).add(parameters.get(linear + 1));
    return scores.reshape(batch.rows(), batch.longest(), shape.tags());
  }

  /** One direction of a layer on {@code [rows * longest, inputs]}, as {@code [.., units]}. */
  private NDArray direction(NDArray value, MessageBatch batch, int layer, int direction) {
    int units = shape.hidden().get(layer);
    int at = 1 + (2 * layer + direction) * TaggerShape.PER_DIRECTION;
    NDManager scope = value.getManager();
    Shape state = new Shape(1, batch.rows(), units);
    NDArray inputs = value.reshape(batch.rows(), batch.longest(), shape.inputs(layer));
    return inputs
        .getNDArrayInternal()
        .lstm(
            inputs,
            new NDList(scope.zeros(state), scope.zeros(state)),
            new NDList(parameters.subList(at, at + TaggerShape.PER_DIRECTION)),
            true,
            1,
            0,
            true,
            false,
            true)
        .get(0)
        .reshape(-1, units);
  }

  private static NDArray rows(NDArray table, NDArray indices) {
    return table
        .getNDArrayInternal()
        .embedding(indices, table, SparseFormat.DENSE)
        .singletonOrThrow();
  }

  private static NDArray drop(NDArray value, double share) {
    return share > 0 ? Dropout.dropout(value, (float) share, true).singletonOrThrow() : value;
  }

  /** The gradients of all parameters but the chain's, after a backward pass. */
  List<float[]> gradients() {
    return parameters.stream().map(array -> array.getGradient().toFloatArray()).toList();
  }
}
