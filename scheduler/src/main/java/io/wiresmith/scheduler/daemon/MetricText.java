package io.wiresmith.scheduler.daemon;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Metrics in the text format of Prometheus, the samples of a name together. Not thread-safe. */
final class MetricText {
  private final Map<String, List<String>> samples = new LinkedHashMap<>();
  private final Map<String, String> types = new LinkedHashMap<>();

  /** A value that rises and falls; labels are name and value by turns. */
  MetricText gauge(String name, double value, String... labels) {
    return sample("gauge", name, value, labels);
  }

  /** A value that only rises. */
  MetricText counter(String name, double value, String... labels) {
    return sample("counter", name, value, labels);
  }

  private MetricText sample(String type, String name, double value, String... labels) {
    types.put(name, type);
    samples
        .computeIfAbsent(name, it -> new ArrayList<>())
        .add(name + labelled(labels) + " " + number(value));
    return this;
  }

  private static String labelled(String... labels) {
    if (labels.length == 0) {
      return "";
    }
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < labels.length; i += 2) {
      pairs.add(labels[i] + "=\"" + escaped(labels[i + 1]) + "\"");
    }
    return "{" + String.join(",", pairs) + "}";
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  private static String number(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    samples.forEach(
        (name, lines) -> {
          text.append("# TYPE ").append(name).append(' ').append(types.get(name)).append('\n');
          lines.forEach(line -> text.append(line).append('\n'));
        });
    return text.toString();
  }
}
