package io.wiresmith.training.compression;

import io.wiresmith.core.compression.Codec;
import io.wiresmith.onnx.OnnxModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Rows whose decision does not hang on rounding: their two best probabilities are more than {@link
 * #LEAD} apart. Conformance compares decisions exactly, so on a processor that rounds otherwise a
 * near tie would fail a sound model.
 */
final class DecisiveRows {
  /** Far above the tolerance of the probabilities. */
  static final double LEAD = 0.01;

  private static final int PER_CLASS = 3;
  private static final int CANDIDATES = 20;

  private final OnnxModel model;

  DecisiveRows(OnnxModel model) {
    this.model = model;
  }

  /**
   * Some rows of each class, spread over time; where every candidate is a near tie, the least near.
   */
  Map<String, RawRow> typical(List<Transfer> rows) {
    Map<String, RawRow> result = new LinkedHashMap<>();
    for (Codec codec : Codec.values()) {
      List<Transfer> labelled =
          rows.stream().filter(row -> row.label() == codec.ordinal()).toList();
      int count = Math.min(PER_CLASS, labelled.size());
      for (int i = 0; i < count; i++) {
        int from = i * labelled.size() / count;
        int to = Math.min(from + CANDIDATES, (i + 1) * labelled.size() / count);
        result.put(
            "typical-" + codec.id() + "-" + (i + 1), first(RawRow.of(labelled.subList(from, to))));
      }
    }
    return result;
  }

  /** Each edge around the first of the rows where it is decisive; left out where it is nowhere. */
  Map<String, RawRow> edges(List<RawRow> around) {
    Map<String, RawRow> result = new LinkedHashMap<>();
    for (String name : EdgeRows.named(around.get(0)).keySet()) {
      List<RawRow> candidates = new ArrayList<>();
      for (RawRow row : around) {
        candidates.add(Objects.requireNonNull(EdgeRows.named(row).get(name)));
      }
      RawRow best = first(candidates);
      if (leads(List.of(best))[0] > LEAD) {
        result.put(name, best);
      }
    }
    return result;
  }

  private RawRow first(List<RawRow> candidates) {
    double[] leads = leads(candidates);
    int widest = 0;
    for (int i = 0; i < leads.length; i++) {
      if (leads[i] > LEAD) {
        return candidates.get(i);
      }
      widest = leads[i] > leads[widest] ? i : widest;
    }
    return candidates.get(widest);
  }

  /** How far the best probability is above the second, of each row. */
  private double[] leads(List<RawRow> rows) {
    float[][] probabilities =
        Matrices.rows(
            FeatureGraph.tensor(model.run(RawRow.tensors(rows)), CompressionGraph.PROBABILITIES));
    return Arrays.stream(probabilities).mapToDouble(DecisiveRows::lead).toArray();
  }

  /** The best probability less the second. */
  static double lead(float[] probabilities) {
    float[] sorted = probabilities.clone();
    Arrays.sort(sorted);
    return (double) sorted[sorted.length - 1] - sorted[sorted.length - 2];
  }
}
