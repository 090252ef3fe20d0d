/**
 * LSTM layers as nodes. Entry: {@link io.wiresmith.onnx.lstm.LstmLayer}. May import core and
 * onnx.graph.
 */
@NullMarked
package io.wiresmith.onnx.lstm;

import org.jspecify.annotations.NullMarked;
