package io.wiresmith.core.bandwidth;

/** When a forecast of throughput was right. */
public final class ForecastHit {
  /** A forecast hits within this share of what comes. */
  public static final double WITHIN = 0.2;

  /** A link with less is idle, Mbit/s. */
  public static final double IDLE_MBPS = 0.01;

  private ForecastHit() {}

  /**
   * Whether a forecast is within 20 % of what came; never where nothing came, which the metric of
   * that name leaves out.
   */
  public static boolean within20(double forecast, double actual) {
    return actual > 0 && Math.abs(forecast - actual) <= WITHIN * actual;
  }

  /** The same, or the link was idle as forecast: the event that the confidence is of. */
  public static boolean agrees(double forecast, double actual) {
    return within20(forecast, actual) || forecast < IDLE_MBPS && actual < IDLE_MBPS;
  }
}
