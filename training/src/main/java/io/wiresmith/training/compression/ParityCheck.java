package io.wiresmith.training.compression;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.compression.Codec;
import io.wiresmith.onnx.OnnxModel;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.onnx.trees.Split;
import io.wiresmith.onnx.trees.TreeEnsemble;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Compares the exported graph with the trained members: XGBoost's own predictions and DJL's forward
 * pass. Runs at every export.
 */
final class ParityCheck {
  /** Sums of float32 leaves and products in another order differ by less. */
  static final double TOLERANCE = 1e-5;

  private static final int TYPICAL = 512;
  private static final int ALONE = 48;
  private static final int BATCH = 1000;

  private final byte[] model;
  private final TrainingData data;
  private final Members members;

  ParityCheck(byte[] model, TrainingData data, Members members) {
    this.model = model;
    this.data = data;
    this.members = members;
  }

  /**
   * Compares on typical rows, edges and thresholds.
   *
   * @throws WiresmithException {@code PARITY_FAILED} with the row
   */
  ParityReport run() {
    List<RawRow> rows = rows();
    float[][] expected = members.probabilities(data.graph().compute(rows));
    double alone = 0;
    double batched;
    int step = Math.max(1, rows.size() / ALONE);
    int aloneRows = 0;
    try (OnnxModel onnx = OnnxModel.load(model)) {
      LeakageGuard.check(onnx.inputs().stream().map(spec -> spec.name()).toList());
      float[][] found = probabilities(onnx, rows);
      batched = difference(expected, found, "row");
      for (int i = 0; i < rows.size(); i += step) {
        float[][] one = probabilities(onnx, List.of(rows.get(i)));
        alone = Math.max(alone, difference(new float[][] {found[i]}, one, "single row"));
        aloneRows++;
      }
    }
    float[][] packed = thresholds();
    return new ParityReport(
        rows.size(), batched, aloneRows, alone, packed.length, throughTrees(packed), TOLERANCE);
  }

  private List<RawRow> rows() {
    List<RawRow> rows = new ArrayList<>();
    List<Transfer> training = data.training();
    int count = Math.min(TYPICAL, training.size());
    for (int i = 0; i < count; i++) {
      rows.add(RawRow.of(training.get((int) ((long) i * training.size() / count))));
    }
    for (RawRow row : EdgeRows.typical(training).values()) {
      rows.addAll(EdgeRows.exhaustive(row));
      rows.addAll(EdgeRows.named(row).values());
    }
    return rows;
  }

  private static float[][] probabilities(OnnxModel onnx, List<RawRow> rows) {
    Map<String, Tensor> outputs = onnx.run(RawRow.tensors(rows));
    float[][] probabilities =
        Matrices.rows(FeatureGraph.tensor(outputs, CompressionGraph.PROBABILITIES));
    Tensor decisions = FeatureGraph.tensor(outputs, CompressionGraph.DECISION);
    Tensor confidence = FeatureGraph.tensor(outputs, CompressionGraph.CONFIDENCE);
    for (int i = 0; i < probabilities.length; i++) {
      int best = Scores.argmax(probabilities[i]);
      String codec = Codec.values()[best].id();
      if (!decisions.stringAt(i).equals(codec) || confidence.floatAt(i) != probabilities[i][best]) {
        throw failed(
            "row %d decides %s with confidence %s, its probabilities are %s"
                .formatted(
                    i,
                    decisions.stringAt(i),
                    confidence.floatAt(i),
                    Arrays.toString(probabilities[i])));
      }
    }
    return probabilities;
  }

  /**
   * Rows in which every input of the trees takes every threshold and its two float neighbours, all
   * inputs at once, and NaN.
   */
  private float[][] thresholds() {
    int width = data.trainingFeatures().trees()[0].length;
    List<List<Float>> perInput = splits(width);
    int most = perInput.stream().mapToInt(List::size).max().orElse(0);
    float[][] rows = new float[3 * most + 1][width];
    for (int k = 0; k < width; k++) {
      List<Float> values = perInput.get(k);
      for (int i = 0; i < rows.length; i++) {
        rows[i][k] = i == 3 * most || values.isEmpty() ? Float.NaN : around(values, i);
      }
    }
    return rows;
  }

  private List<List<Float>> splits(int width) {
    List<List<Float>> perInput = new ArrayList<>();
    for (int k = 0; k < width; k++) {
      perInput.add(new ArrayList<>());
    }
    for (Split split : TreeEnsemble.ofXgboost(members.trees().json()).splits()) {
      perInput.get(split.feature()).add(split.threshold());
    }
    return perInput;
  }

  private static float around(List<Float> values, int i) {
    float threshold = values.get((i / 3) % values.size());
    return switch (i % 3) {
      case 0 -> Math.nextDown(threshold);
      case 1 -> threshold;
      default -> Math.nextUp(threshold);
    };
  }

  private double throughTrees(float[][] rows) {
    double greatest = 0;
    float[][] expected = members.byTrees(rows);
    try (OnnxModel trees = OnnxModel.load(CompressionGraph.treesOnly(members, rows[0].length))) {
      for (int from = 0; from < rows.length; from += BATCH) {
        int to = Math.min(rows.length, from + BATCH);
        Tensor inputs =
            Matrices.tensor(FeatureGraph.TREE_INPUTS, Arrays.copyOfRange(rows, from, to));
        float[][] found =
            Matrices.rows(
                FeatureGraph.tensor(trees.run(List.of(inputs)), CompressionGraph.PROBABILITIES));
        greatest =
            Math.max(
                greatest,
                difference(Arrays.copyOfRange(expected, from, to), found, "threshold row"));
      }
    }
    return greatest;
  }

  private static double difference(float[][] expected, float[][] found, String what) {
    double greatest = 0;
    for (int i = 0; i < expected.length; i++) {
      for (int c = 0; c < expected[i].length; c++) {
        double difference = Math.abs((double) expected[i][c] - found[i][c]);
        // Written so that NaN fails.
        if (!(difference <= TOLERANCE)) {
          throw failed(
              "%s %d has the probabilities %s, the trained members say %s"
                  .formatted(what, i, Arrays.toString(found[i]), Arrays.toString(expected[i])));
        }
        greatest = Math.max(greatest, difference);
      }
    }
    return greatest;
  }

  private static WiresmithException failed(String found) {
    return new WiresmithException(
        ErrorCode.PARITY_FAILED,
        "The exported compression model is not the trained one: %s; the greatest difference allowed is %s. Nothing was published; please report this."
            .formatted(found, TOLERANCE));
  }
}
