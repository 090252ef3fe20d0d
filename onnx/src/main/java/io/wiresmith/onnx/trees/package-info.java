/** Boosted trees, from a booster's JSON to nodes of a graph. May import the graph package. */
@NullMarked
package io.wiresmith.onnx.trees;

import org.jspecify.annotations.NullMarked;
