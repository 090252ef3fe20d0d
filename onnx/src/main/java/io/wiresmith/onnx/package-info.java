/**
 * Tensors, models and artifacts. Entries: {@link io.wiresmith.onnx.OnnxModel} runs bytes, {@link
 * io.wiresmith.onnx.ArtifactSession} runs an artifact. May import core, ONNX Runtime and the ONNX
 * protobuf classes.
 */
@NullMarked
package io.wiresmith.onnx;

import org.jspecify.annotations.NullMarked;
