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
    double scale = norm > clipNorm ? clipNorm / norm : 1;
    double correct1 = 1 - Math.pow(BETA_1, steps);
    double correct2 = 1 - Math.pow(BETA_2, steps);
    for (int p = 0; p < parameters.size(); p++) {
      float[] weights = parameters.get(p);
      float[] gradient = gradients.get(p);
      float[] m = first.get(p);
      float[] v = second.get(p);
      for (int i = 0; i < weights.length; i++) {
        double g = gradient[i] * scale;
        m[i] = (float) (BETA_1 * m[i] + (1 - BETA_1) * g);
        v[i] = (float) (BETA_2 * v[i] + (1 - BETA_2) * g * g);
        double step = m[i] / correct1 / (Math.sqrt(v[i] / correct2) + EPSILON);
        weights[i] = (float) (weights[i] - rate * (step + weightDecay * weights[i]));
      }
    }
    return norm;
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
