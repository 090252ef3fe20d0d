package io.wiresmith.training.network;

import java.util.ArrayList;
import java.util.List;

/** One trained network. Thread-safe; holds no native memory. */
public final class FittedNetwork {
  private final NetworkState state;
  private final List<EpochLoss> history;
  private final int bestEpoch;

  FittedNetwork(NetworkState state, List<EpochLoss> history, int bestEpoch) {
    this.state = state;
    this.history = List.copyOf(history);
    this.bestEpoch = bestEpoch;
  }

  /** The losses, epoch by epoch. */
  public List<EpochLoss> history() {
    return history;
  }

  /** The epoch whose parameters were kept, from 1. */
  public int bestEpoch() {
    return bestEpoch;
  }

  /** Class probabilities {@code [N][classes]} by DJL, dropout off. */
  public float[][] probabilities(float[][] inputs) {
    return NetworkForward.probabilities(state, inputs);
  }

  /** The linear layers in order, batch normalisation folded in; ReLU lies between them. */
  public List<DenseLayer> layers() {
    List<DenseLayer> layers = new ArrayList<>();
    List<float[]> p = state.parameters();
    int at = 0;
    int width = state.width();
    for (int units : state.settings().hidden()) {
      DenseLayer layer = new DenseLayer(width, units, p.get(at), p.get(at + 1));
      at += 2;
      if (state.settings().batchNorm()) {
        layer =
            layer.folded(
                p.get(at), p.get(at + 1), p.get(at + 2), p.get(at + 3), DenseBlock.EPSILON);
        at += 4;
      }
      layers.add(layer);
      width = units;
    }
    layers.add(new DenseLayer(width, state.classes(), p.get(at), p.get(at + 1)));
    return layers;
  }
}
