package io.wiresmith.training.bandwidth;

/**
 * What is fitted on the validation links after the network.
 *
 * @param hitShare share of the forecast that most likely hits; the median has the rest
 * @param lower level of the lower end of the interval
 * @param upper level of its upper end
 * @param slope of the logistic calibration of the confidence
 * @param intercept of the same
 */
record Calibration(double hitShare, double lower, double upper, double slope, double intercept) {
  /** Nothing is corrected. */
  static Calibration none(double hitShare) {
    return new Calibration(hitShare, 0.1, 0.9, 1, 0);
  }
}
