package io.wiresmith.training.torch;

import java.util.List;

/**
 * Adam with decoupled weight decay on plain arrays (Kingma and Ba, 2015; Loshchilov and Hutter,
 * 2019): unlike the engine's own, its moments can be kept and taken up again, to the bit. Not
 * thread-safe.
 */
public final class AdamState {
  private static final double BETA_1 = 0.9;
  private static final double BETA_2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final List<float[]> first;
  private final List<float[]> second;
  private long steps;

  /** A state that goes on after that many steps. */
  public AdamState(List<float[]> first, List<float[]> second, long steps) {
    this.first = List.copyOf(first);
    this.second = List.copyOf(second);
    this.steps = steps;
  }

  /** A fresh state for those parameters. */
  public static AdamState of(List<float[]> parameters) {
    return new AdamState(zeros(parameters), zeros(parameters), 0);
  }

  private static List<float[]> zeros(List<float[]> parameters) {
    return parameters.stream().map(array -> new float[array.length]).toList();
  }

  /** First moments, one array for each of the parameters. */
  public List<float[]> first() {
    return first;
  }

  /** Second moments, likewise. */
  public List<float[]> second() {
    return second;
  }

  /** Steps done. */
  public long steps() {
    return steps;
  }

  /**
   * One step, in place.
   *
   * @param gradients of all parameters
   * @param clipNorm gradients with a greater global norm count as scaled down to it
   * @return the global norm of the gradients before
   */
  public double step(
      List<float[]> parameters,
      List<float[]> gradients,
      double rate,
      double weightDecay,
      double clipNorm) {
    steps++;
    double norm = norm(gradients);
    Rates rates =
        new Rates(
            (float) (norm > clipNorm ? clipNorm / norm : 1),
            (float) (rate / (1 - Math.pow(BETA_1, steps))),
            (float) (1 / (1 - Math.pow(BETA_2, steps))),
            (float) (rate * weightDecay));
    for (int p = 0; p < parameters.size(); p++) {
      update(parameters.get(p), gradients.get(p), first.get(p), second.get(p), rates);
    }
    return norm;
  }

  /** Of this step: scale of gradients, of moves and of second moments; decay of weights. */
  private record Rates(float scale, float move, float spread, float shrink) {}

  /** In single precision, and alone, for the compiler to do many at once. */
  private static void update(float[] weights, float[] gradient, float[] m, float[] v, Rates rates) {
    float beta1 = (float) BETA_1;
    float rest1 = (float) (1 - BETA_1);
    float beta2 = (float) BETA_2;
    float rest2 = (float) (1 - BETA_2);
    float epsilon = (float) EPSILON;
    float scale = rates.scale();
    float move = rates.move();
    float spread = rates.spread();
    float shrink = rates.shrink();
    for (int i = 0; i < weights.length; i++) {
      float g = gradient[i] * scale;
      float first = beta1 * m[i] + rest1 * g;
      float second = beta2 * v[i] + rest2 * g * g;
      m[i] = first;
      v[i] = second;
      float root = (float) Math.sqrt(second * spread);
      weights[i] -= move * first / (root + epsilon) + shrink * weights[i];
    }
  }

  private static double norm(List<float[]> gradients) {
    double sum = 0;
    for (float[] gradient : gradients) {
      for (float value : gradient) {
        sum += (double) value * value;
      }
    }
    return Math.sqrt(sum);
  }
}
