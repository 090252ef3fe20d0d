/**
 * What answers for the bandwidth models where none can. Entry: {@link
 * io.wiresmith.serving.bandwidth.BandwidthRules}. May import core, onnx and serving.model.
 */
@NullMarked
package io.wiresmith.serving.bandwidth;

import org.jspecify.annotations.NullMarked;
