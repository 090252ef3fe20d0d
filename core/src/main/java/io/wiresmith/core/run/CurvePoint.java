package io.wiresmith.core.run;

/**
 * A figure that a run has come to: a point of a curve, or a single one at step 0.
 *
 * @param curve such as {@code loss/probe/training}
 * @param step the epoch, the round or 0
 * @param value the figure
 */
public record CurvePoint(String curve, long step, double value) {}
