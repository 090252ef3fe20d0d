package io.wiresmith.core.evaluation;

/**
 * A figure with its confidence interval.
 *
 * @param value point estimate
 * @param lower lower bound, 95 %
 * @param upper upper bound, 95 %
 */
public record Interval(double value, double lower, double upper) {}
