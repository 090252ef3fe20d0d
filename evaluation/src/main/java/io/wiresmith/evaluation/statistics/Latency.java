package io.wiresmith.evaluation.statistics;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * How long a call takes on this machine, one after the other in one thread.
 *
 * @param runs calls that were measured
 * @param p50Millis half of them took no longer
 * @param p99Millis 99 of 100 took no longer
 */
public record Latency(int runs, double p50Millis, double p99Millis) {
  private static final double NANOS = 1e6;

  /**
   * Measures.
   *
   * @param warmUps calls before, which do not count
   * @param runs calls that count
   * @param call told its number
   */
  public static Latency of(int warmUps, int runs, IntConsumer call) {
    for (int i = 0; i < warmUps; i++) {
      call.accept(i);
    }
    double[] millis = new double[runs];
    for (int i = 0; i < runs; i++) {
      long start = System.nanoTime();
      call.accept(i);
      millis[i] = (System.nanoTime() - start) / NANOS;
    }
    Arrays.sort(millis);
    return new Latency(
        runs, ClusterBootstrap.quantile(millis, 0.5), ClusterBootstrap.quantile(millis, 0.99));
  }
}
