package io.wiresmith.training.network;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * A dense network and its training. Loss of a batch: {@code crossEntropyFactor * mean(w * -log
 * p(label)) + regretFactor * mean(sum_c p(c) * regret(c))}, where regret is the log of the cost of
 * class c over the least cost.
 *
 * @param hidden widths of the hidden layers, each ReLU
 * @param batchNorm whether a batch normalisation follows each hidden linear layer
 * @param dropout share of activations dropped behind each hidden layer
 * @param crossEntropyFactor factor on the cross-entropy
 * @param regretFactor factor on the expected log-cost regret
 * @param regretCap regrets above count as this
 * @param learningRate first learning rate of Adam; it falls to 0 by half a cosine over all epochs
 * @param weightDecay decoupled weight decay (AdamW); 0 is Adam
 * @param batchSize rows of a mini-batch at most; with few rows 1/128 of them, but at least 64
 * @param epochs passes over the rows at most
 * @param patience epochs without improvement on the validation part before the probing fit stops; 0
 *     takes {@code epochs} as they are
 * @param bags networks that differ by seed and are averaged
 */
@JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
public record NetworkSettings(
    List<Integer> hidden,
    boolean batchNorm,
    double dropout,
    double crossEntropyFactor,
    double regretFactor,
    double regretCap,
    double learningRate,
    double weightDecay,
    int batchSize,
    int epochs,
    int patience,
    int bags) {
  /** Copies the widths. */
  public NetworkSettings {
    hidden = List.copyOf(hidden);
  }

  /** The specification's: 128-64-32, ReLU, batch normalisation, dropout 0.3, cross-entropy. */
  public static NetworkSettings specification() {
    return new NetworkSettings(List.of(128, 64, 32), true, 0.3, 1, 0, 100, 2e-3, 0, 256, 20, 0, 1);
  }

  /** The same for exactly that many epochs, the learning rate falling to 0 over them. */
  public NetworkSettings exactly(int epochs) {
    return new NetworkSettings(
        hidden,
        batchNorm,
        dropout,
        crossEntropyFactor,
        regretFactor,
        regretCap,
        learningRate,
        weightDecay,
        batchSize,
        epochs,
        0,
        bags);
  }
}
