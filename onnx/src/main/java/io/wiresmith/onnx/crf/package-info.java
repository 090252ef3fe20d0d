/**
 * The decoding of a linear-chain conditional random field as nodes. Entry: {@link
 * io.wiresmith.onnx.crf.CrfLayer}. May import core and onnx.graph.
 */
@NullMarked
package io.wiresmith.onnx.crf;

import org.jspecify.annotations.NullMarked;
