/**
 * Boosted trees, from a booster's JSON to nodes of a graph. Entry: {@link
 * io.wiresmith.onnx.trees.TreeEnsemble}. May import the graph package and Jackson.
 */
@NullMarked
package io.wiresmith.onnx.trees;

import org.jspecify.annotations.NullMarked;
