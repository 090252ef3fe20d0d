/**
 * Feed-forward networks as nodes of a graph. Entry: {@link io.wiresmith.onnx.dense.DenseNetwork}.
 * May import the graph package.
 */
@NullMarked
package io.wiresmith.onnx.dense;

import org.jspecify.annotations.NullMarked;
