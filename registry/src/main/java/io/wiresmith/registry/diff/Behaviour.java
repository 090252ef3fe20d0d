package io.wiresmith.registry.diff;

import io.wiresmith.core.WiresmithException;
import io.wiresmith.onnx.Conformance;
import io.wiresmith.onnx.DataType;
import io.wiresmith.onnx.OnnxModel;
import io.wiresmith.onnx.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the second model answers to the conformance inputs of the first.
 *
 * @param decisions texts that were compared, one for each row and text output
 * @param changed those that are no longer the same, in order
 * @param largest output to the largest difference between two finite numbers of it
 * @param refused why the second model cannot run on these inputs, one entry for each vector
 */
public record Behaviour(
    long decisions, List<Decision> changed, Map<String, Double> largest, List<String> refused) {
  /**
   * A decision that changes.
   *
   * @param vector name of the conformance vector
   * @param output name of the output
   * @param row index of the row
   * @param before what the first model says
   * @param after what the second model says
   */
  public record Decision(String vector, String output, int row, String before, String after) {}

  /** Copies the collections. */
  public Behaviour {
    changed = List.copyOf(changed);
    largest = Collections.unmodifiableMap(new TreeMap<>(largest));
    refused = List.copyOf(refused);
  }

  /** Runs a model over vectors that another one has recorded. */
  static Behaviour of(Conformance before, OnnxModel after) {
    long decisions = 0;
    List<Decision> changed = new ArrayList<>();
    Map<String, Double> largest = new TreeMap<>();
    List<String> refused = new ArrayList<>();
    for (Conformance.Vector vector : before.vectors()) {
      Map<String, Tensor> found;
      try {
        found = after.run(vector.inputs());
      } catch (WiresmithException e) {
        refused.add(vector.name() + ": " + e.getMessage());
        continue;
      }
      for (Conformance.Expected expected : vector.outputs()) {
        Tensor one = expected.tensor();
        Tensor two = found.get(one.name());
        if (two == null || !two.describe().equals(one.describe())) {
          refused.add(
              "%s: output '%s' is %s, was %s"
                  .formatted(
                      vector.name(),
                      one.name(),
                      two == null ? "missing" : two.describe(),
                      one.describe()));
        } else if (one.type() == DataType.BYTES) {
          decisions += one.size();
          compareTexts(vector.name(), one, two, changed);
        } else if (one.type() == DataType.FP32) {
          largest.merge(one.name(), largest(one.floats(), two.floats()), Math::max);
        }
      }
    }
    return new Behaviour(decisions, changed, largest, refused);
  }

  private static void compareTexts(
      String vector, Tensor before, Tensor after, List<Decision> changed) {
    for (int row = 0; row < before.size(); row++) {
      String one = before.stringAt(row);
      String two = after.stringAt(row);
      if (!one.equals(two)) {
        changed.add(new Decision(vector, before.name(), row, one, two));
      }
    }
  }

  private static double largest(float[] before, float[] after) {
    double largest = 0;
    for (int i = 0; i < before.length; i++) {
      double difference = Math.abs((double) before[i] - after[i]);
      if (Double.isFinite(difference)) {
        largest = Math.max(largest, difference);
      }
    }
    return largest;
  }

  List<String> lines(String first) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "  %d of %d decisions on the conformance inputs of %s change"
            .formatted(changed.size(), decisions, first));
    for (Decision decision : changed) {
      lines.add(
          "  %s[%d] of %s: %s -> %s"
              .formatted(
                  decision.output(),
                  decision.row(),
                  decision.vector(),
                  decision.before(),
                  decision.after()));
    }
    largest.forEach(
        (output, value) -> lines.add("  %s differs by at most %.6g".formatted(output, value)));
    refused.forEach(line -> lines.add("  not comparable: " + line));
    return lines;
  }
}
