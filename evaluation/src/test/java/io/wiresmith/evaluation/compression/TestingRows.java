package io.wiresmith.evaluation.compression;

import io.wiresmith.core.compression.Codec;
import io.wiresmith.core.telemetry.Nanos;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decided rows written by hand: costs of hde, amst and none, and what was chosen. */
final class TestingRows {
  static final Instant START = Instant.parse("2026-11-06T23:00:00Z");

  private final List<JudgedRow> rows = new ArrayList<>();
  private final List<Integer> chosen = new ArrayList<>();
  private final List<Integer> champion = new ArrayList<>();
  private final List<float[]> probabilities = new ArrayList<>();

  /** A row an hour after the last one, of size 1 MB and entropy 5.5. */
  TestingRows row(String stream, double[] costs, Codec choice) {
    return row(stream, costs, choice, choice, "none", oneHot(choice, .8f));
  }

  TestingRows row(
      String stream,
      double[] costs,
      Codec choice,
      Codec championChoice,
      String production,
      float[] probability) {
    int label = 0;
    for (int codec = 1; codec < costs.length; codec++) {
      label = costs[codec] < costs[label] ? codec : label;
    }
    double second = Double.POSITIVE_INFINITY;
    for (int codec = 0; codec < costs.length; codec++) {
      second = codec == label ? second : Math.min(second, costs[codec]);
    }
    rows.add(
        new JudgedRow(
            Nanos.of(START.plusSeconds(3600L * rows.size())),
            stream,
            "n1",
            rows.size() % 2 == 0 ? "wan" : "edge",
            "",
            "hybrid",
            1,
            5.5,
            second / costs[label] - 1,
            costs,
            label,
            Codec.ids().indexOf(production),
            label));
    chosen.add(choice.ordinal());
    champion.add(championChoice.ordinal());
    probabilities.add(probability);
    return this;
  }

  static float[] oneHot(Codec codec, float confidence) {
    float[] probability = new float[3];
    java.util.Arrays.fill(probability, (1 - confidence) / 2);
    probability[codec.ordinal()] = confidence;
    return probability;
  }

  JudgedRows build() {
    int n = rows.size();
    float[] confidence = new float[n];
    for (int row = 0; row < n; row++) {
      confidence[row] = probabilities.get(row)[chosen.get(row)];
    }
    return new JudgedRows(
        rows,
        new Decisions(
            new Choices(chosen.stream().mapToInt(Integer::intValue).toArray()),
            probabilities.toArray(new float[0][]),
            confidence),
        Optional.of(new Choices(champion.stream().mapToInt(Integer::intValue).toArray())));
  }
}
