/**
 * The JSON of the Open Inference Protocol, version 2. Entry: {@link
 * io.wiresmith.serving.oip.InferRequestReader}. May import core, onnx and serving.model.
 */
@NullMarked
package io.wiresmith.serving.oip;

import org.jspecify.annotations.NullMarked;
