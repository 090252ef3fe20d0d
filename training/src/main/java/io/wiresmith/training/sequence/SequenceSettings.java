package io.wiresmith.training.sequence;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * A stack of LSTM layers and its training.
 *
 * @param hidden units of the layers, from the input to the output
 * @param dropout share of activations dropped behind each layer
 * @param learningRate first learning rate of Adam; it falls to a hundredth by half a cosine over
 *     all epochs
 * @param weightDecay decoupled weight decay (Loshchilov and Hutter, 2019); 0 for none
 * @param clipNorm gradients with a greater global norm are scaled down to it
 * @param batchSize sequences of a mini-batch
 * @param epochs passes at most
 * @param patience epochs without a better validation loss before it stops; 0 for never
 */
@JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
public record SequenceSettings(
    List<Integer> hidden,
    double dropout,
    double learningRate,
    double weightDecay,
    double clipNorm,
    int batchSize,
    int epochs,
    int patience) {
  private static final double LAST_RATE = 0.01;

  /** Copies the layers. */
  public SequenceSettings {
    hidden = List.copyOf(hidden);
  }

  /** The learning rate of an epoch, from 1. */
  double rate(int epoch) {
    double done = (epoch - 1.0) / epochs;
    double cosine = 0.5 * (1 + Math.cos(Math.PI * done));
    return learningRate * (LAST_RATE + (1 - LAST_RATE) * cosine);
  }
}
