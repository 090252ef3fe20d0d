/**
 * Dense networks trained by DJL with a cost-aware loss. Entry: {@link
 * io.wiresmith.training.network.DenseNetworkTrainer}. May import core, onnx and DJL.
 */
@NullMarked
package io.wiresmith.training.network;

import org.jspecify.annotations.NullMarked;
