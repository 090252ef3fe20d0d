package io.wiresmith.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.util.Pair;
import java.util.ArrayList;
import java.util.List;

/** The DJL block of a dense network, and its parameters as plain arrays. */
final class DenseBlock {
  static final float EPSILON = 1e-5f;

  private DenseBlock() {}

  /** Linear, batch normalisation, ReLU, dropout for each hidden layer, then linear logits. */
  static SequentialBlock of(NetworkSettings settings, int classes) {
    SequentialBlock block = new SequentialBlock();
    for (int units : settings.hidden()) {
      block.add(Linear.builder().setUnits(units).build());
      if (settings.batchNorm()) {
        block.add(BatchNorm.builder().optEpsilon(EPSILON).optMomentum(0.9f).build());
      }
      block.add(Activation.reluBlock());
      if (settings.dropout() > 0) {
        block.add(Dropout.builder().optRate((float) settings.dropout()).build());
      }
    }
    return block.add(Linear.builder().setUnits(classes).build());
  }

  /** Copies every parameter, in the order weight, bias, gamma, beta, mean, variance per layer. */
  static List<float[]> snapshot(Block block) {
    List<float[]> all = new ArrayList<>();
    for (Pair<String, Parameter> parameter : block.getParameters()) {
      all.add(parameter.getValue().getArray().toFloatArray());
    }
    return all;
  }

  /** Fills a fresh block. */
  static void restore(Block block, NetworkState state, NDManager manager) {
    List<Shape> shapes = shapes(state);
    int at = 0;
    for (Pair<String, Parameter> parameter : block.getParameters()) {
      NDArray array = manager.create(state.parameters().get(at), shapes.get(at));
      array.setName(parameter.getKey());
      parameter.getValue().setArray(array);
      at++;
    }
  }

  private static List<Shape> shapes(NetworkState state) {
    List<Shape> shapes = new ArrayList<>();
    int width = state.width();
    for (int units : state.settings().hidden()) {
      shapes.add(new Shape(units, width));
      int vectors = state.settings().batchNorm() ? 5 : 1;
      for (int i = 0; i < vectors; i++) {
        shapes.add(new Shape(units));
      }
      width = units;
    }
    shapes.add(new Shape(state.classes(), width));
    shapes.add(new Shape(state.classes()));
    return shapes;
  }
}
