/**
 * Forecasts of a link's throughput: features as nodes, an LSTM whose output is a mixture around
 * naive forecasts, export. Entry: {@link io.wiresmith.training.bandwidth.BandwidthTrainer}. May
 * import core, onnx, Spark SQL and training.sequence.
 */
@NullMarked
package io.wiresmith.training.bandwidth;

import org.jspecify.annotations.NullMarked;
