package io.wiresmith.training.crf;

import java.util.List;

/**
 * The loss of a batch and its derivatives.
 *
 * @param loss mean negative log-likelihood of a sequence, natural logarithm
 * @param emissions {@code [N, L, tags]}, 0 past the ends
 * @param parameters of transitions, start and end
 */
public record ChainGradient(double loss, float[] emissions, List<float[]> parameters) {
  /** Copies the list. */
  public ChainGradient {
    parameters = List.copyOf(parameters);
  }
}
