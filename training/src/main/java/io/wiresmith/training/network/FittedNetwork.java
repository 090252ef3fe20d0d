package io.wiresmith.training.network;

import io.wiresmith.onnx.dense.DenseNetwork;
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

  /** The same network for a graph: logits and ReLU, batch normalisation folded in, softmax last. */
  public DenseNetwork network() {
    return FoldedLayers.of(state);
  }
}
