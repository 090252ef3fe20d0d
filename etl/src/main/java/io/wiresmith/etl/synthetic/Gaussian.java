package io.wiresmith.etl.synthetic;

import java.util.SplittableRandom;

/** Normal numbers that are the same on every machine: by Box and Muller with StrictMath. */
public final class Gaussian {
  private Gaussian() {}

  /** The next one, of mean 0 and deviation 1; it takes two numbers of the source. */
  public static double of(SplittableRandom random) {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
  }
}
