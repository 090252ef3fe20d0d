/**
 * Judges forecasts of throughput beside the naive ones. Entry: {@link
 * io.wiresmith.evaluation.bandwidth.BandwidthEvaluator}. May import core, onnx, Spark SQL,
 * evaluation.contract and evaluation.statistics.
 */
@NullMarked
package io.wiresmith.evaluation.bandwidth;

import org.jspecify.annotations.NullMarked;
