/**
 * Writes ONNX graphs. Entry: {@link io.wiresmith.onnx.graph.GraphBuilder}. May import the tensors
 * of this module and the ONNX protobuf classes.
 */
@NullMarked
package io.wiresmith.onnx.graph;

import org.jspecify.annotations.NullMarked;
