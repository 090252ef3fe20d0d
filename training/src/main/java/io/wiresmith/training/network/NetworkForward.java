package io.wiresmith.training.network;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;
import io.wiresmith.training.torch.TorchEngine;

/** Inference by DJL: the reference that an exported network is compared with. */
final class NetworkForward {
  private static final int BATCH = 4096;

  private NetworkForward() {}

  static float[][] probabilities(NetworkState state, float[][] inputs) {
    float[][] result = new float[inputs.length][];
    TorchEngine.engine();
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), TorchEngine.NAME)) {
      SequentialBlock block = DenseBlock.of(state.settings(), state.classes());
      DenseBlock.restore(block, state, manager);
      ParameterStore store = new ParameterStore(manager, false);
      for (int from = 0; from < inputs.length; from += BATCH) {
        int rows = Math.min(BATCH, inputs.length - from);
        try (NDManager scope = manager.newSubManager()) {
          NDArray x = scope.create(flat(inputs, from, rows), new Shape(rows, state.width()));
          NDArray p = block.forward(store, new NDList(x), false).singletonOrThrow().softmax(1);
          unpack(p.toFloatArray(), result, from, rows);
        }
      }
    }
    return result;
  }

  static float[] flat(float[][] rows, int from, int count) {
    int width = rows[0].length;
    float[] flat = new float[count * width];
    for (int i = 0; i < count; i++) {
      System.arraycopy(rows[from + i], 0, flat, i * width, width);
    }
    return flat;
  }

  private static void unpack(float[] flat, float[][] result, int from, int rows) {
    int classes = flat.length / rows;
    for (int i = 0; i < rows; i++) {
      result[from + i] = new float[classes];
      System.arraycopy(flat, i * classes, result[from + i], 0, classes);
    }
  }
}
