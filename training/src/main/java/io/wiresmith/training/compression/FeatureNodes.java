package io.wiresmith.training.compression;

import io.wiresmith.onnx.graph.GraphBuilder;
import io.wiresmith.onnx.graph.Ops;

/**
 * Arithmetic with a defined meaning of NaN: it stays NaN, in every position of a batch. ONNX leaves
 * open what Clip and Max make of it.
 *
 * @param graph the graph that grows
 * @param ops its operators
 */
record FeatureNodes(GraphBuilder graph, Ops ops) {
  private static final float HUGE = 1e30f;

  FeatureNodes(GraphBuilder graph) {
    this(graph, graph.ops());
  }

  /** Limits a value, infinities included; NaN stays. */
  String within(String value, float low, float high) {
    return ops.where(ops.isNaN(value), value, ops.clip(value, low, high));
  }

  /** Infinities, which XGBoost refuses, become 1e30. */
  String finite(String value) {
    return within(value, -HUGE, HUGE);
  }

  /** {@code log(max(value, low))}. */
  String logAtLeast(String value, float low) {
    return ops.log(within(value, low, HUGE));
  }

  /** {@code log(value + offset)}. */
  String logPlus(String value, float offset) {
    return logAtLeast(ops.add(value, ops.scalar(offset)), 1e-9f);
  }

  /** {@code constant - value}. */
  String from(float constant, String value) {
    return ops.sub(ops.scalar(constant), value);
  }

  /** {@code value + constant}. */
  String plus(String value, float constant) {
    return ops.add(value, ops.scalar(constant));
  }

  /** {@code value * constant}. */
  String times(String value, float constant) {
    return ops.mul(value, ops.scalar(constant));
  }

  /** {@code asinh(value)}, a logarithm for both signs. */
  String asinh(String value) {
    return graph.node("Asinh", java.util.List.of(value));
  }
}
