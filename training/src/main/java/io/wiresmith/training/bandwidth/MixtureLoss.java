package io.wiresmith.training.bandwidth;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import io.wiresmith.core.bandwidth.ForecastHit;
import io.wiresmith.training.torch.Factor;

/**
 * What is minimised: the negative log-likelihood of the mixture, plus {@code hits} times a smooth
 * share of forecasts that are more than 20 % off, where the forecast is the centre that most likely
 * hits. Targets that were not measured have the weight 0.
 *
 * @param hits weight of the misses
 */
record MixtureLoss(double hits) {
  /** How soft the border of a hit is. */
  private static final double SOFT = 0.06;

  private static final int AXIS = 2;

  /**
   * The mean loss.
   *
   * @param outputs {@code [N, S, OUTPUTS]}
   * @param anchors {@code [N, S, COMPONENTS]}, 0 for the free components
   * @param targets {@code [N, S, 1]}, {@code log(next + shift) - base}
   * @param weights {@code [N, S]}
   */
  NDArray of(NDArray outputs, NDArray anchors, NDArray targets, NDArray weights) {
    NDList parts = outputs.split(3, AXIS);
    NDArray logWeights = parts.get(0).logSoftmax(AXIS);
    NDArray centres = Factor.times(parts.get(1), Mixture.OFFSET).add(anchors);
    NDArray logScales =
        parts.get(2).add(Mixture.SCALE).clip(Mixture.LEAST_SCALE, Mixture.GREATEST_SCALE);
    NDArray scales = logScales.exp();
    NDArray z = targets.sub(centres).div(scales);
    NDArray density = z.neg().sub(logScales).sub(Factor.times(Activation.softPlus(z.neg()), 2));
    NDArray loss = logSumExp(density.add(logWeights)).neg();
    if (hits > 0) {
      NDArray misses = misses(logWeights.exp(), centres, scales, targets);
      loss = loss.add(Factor.times(misses, hits));
    }
    return loss.mul(weights).sum().div(weights.sum().add(1e-6f));
  }

  private static NDArray logSumExp(NDArray values) {
    NDArray greatest = values.max(new int[] {AXIS}, true).stopGradient();
    NDArray sum = values.sub(greatest).exp().sum(new int[] {AXIS}, true);
    return sum.log().add(greatest).squeeze(AXIS);
  }

  private static NDArray misses(NDArray weights, NDArray centres, NDArray scales, NDArray targets) {
    NDArray best = hitting(weights, centres, scales).argMax(AXIS).expandDims(AXIS);
    NDArray chosen = centres.gather(best, AXIS);
    NDArray off = chosen.sub(targets).exp().sub(1).abs();
    return Activation.sigmoid(Factor.over(off.sub((float) ForecastHit.WITHIN), SOFT)).squeeze(AXIS);
  }

  /** The probability that each centre hits, {@code [N, S, C]}; no gradient goes through. */
  private static NDArray hitting(NDArray weights, NDArray centres, NDArray scales) {
    NDArray at = centres.stopGradient().expandDims(3);
    NDArray around = centres.stopGradient().expandDims(2);
    NDArray scale = scales.stopGradient().expandDims(2);
    NDArray above = at.sub((float) Math.log(1 - ForecastHit.WITHIN)).sub(around).div(scale);
    NDArray below = at.sub((float) Math.log(1 + ForecastHit.WITHIN)).sub(around).div(scale);
    NDArray inside = Activation.sigmoid(above).sub(Activation.sigmoid(below));
    return inside.mul(weights.stopGradient().expandDims(2)).sum(new int[] {3});
  }
}
