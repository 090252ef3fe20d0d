/**
 * One forecast of both bandwidth models, and what answers where none can. Entries: {@link
 * io.wiresmith.serving.bandwidth.HybridForecast}, {@link
 * io.wiresmith.serving.bandwidth.BandwidthRules}. May import core, onnx and serving.model.
 */
@NullMarked
package io.wiresmith.serving.bandwidth;

import org.jspecify.annotations.NullMarked;
