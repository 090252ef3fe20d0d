package io.wiresmith.etl.bandwidth;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;

/**
 * How links are cut and divided; from the configuration ({@code labels.bandwidth.*}).
 *
 * @param gapSteps most steps in a row that may be missing; a longer gap cuts the link
 * @param testShare share of the links of each source that judge
 * @param validationShare share of the links of each source that stop the training
 * @param datacenterRttMs a link without the tag {@code mode} is a datacenter's where its median
 *     round-trip time is below
 */
public record LinkRules(
    int gapSteps, double testShare, double validationShare, double datacenterRttMs) {
  /** Checks the values. */
  public LinkRules {
    boolean shares = testShare > 0 && validationShare > 0 && testShare + validationShare < 1;
    if (gapSteps < 0 || !shares || !(datacenterRttMs >= 0)) {
      throw new WiresmithException(
          ErrorCode.INVALID_CONFIG,
          "labels.bandwidth: gap-steps is %d, test-share %s, validation-share %s, datacenter-rtt-ms %s. Required: no negative number, and shares above 0 that are less than 1 together."
              .formatted(gapSteps, testShare, validationShare, datacenterRttMs));
    }
  }

  /** What is shipped. */
  public static LinkRules shipped() {
    return new LinkRules(5, 0.2, 0.15, 5);
  }
}
