/**
 * Tensors and models. Entry: {@link io.wiresmith.onnx.OnnxModel}. May import core, ONNX Runtime and
 * the ONNX protobuf classes.
 */
@NullMarked
package io.wiresmith.onnx;

import org.jspecify.annotations.NullMarked;
