package io.wiresmith.core.evaluation;

import java.util.Map;

/**
 * The metrics of a part of the test rows.
 *
 * @param dimension what the rows were divided by, such as {@code link_type}
 * @param value the part, such as {@code wan}
 * @param rows rows in it
 * @param metrics metric name to value
 */
public record Slice(String dimension, String value, long rows, Map<String, Double> metrics) {
  /** Copies the metrics. */
  public Slice {
    metrics = Map.copyOf(metrics);
  }

  /** {@code <dimension>=<value>}. */
  public String name() {
    return dimension + "=" + value;
  }
}
