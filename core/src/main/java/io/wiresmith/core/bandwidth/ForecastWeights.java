package io.wiresmith.core.bandwidth;

/**
 * How much each model's forecast counts; both are 0 to 1, together 1.
 *
 * @param datacenter weight of the datacenter's model
 * @param internet weight of the internet's model
 */
public record ForecastWeights(double datacenter, double internet) {
  /** The datacenter's alone. */
  public static final ForecastWeights DATACENTER = new ForecastWeights(1, 0);

  /** The internet's alone. */
  public static final ForecastWeights INTERNET = new ForecastWeights(0, 1);

  /** That of a mode. */
  public double of(LinkMode mode) {
    return switch (mode) {
      case DATACENTER -> datacenter;
      case INTERNET -> internet;
    };
  }
}
