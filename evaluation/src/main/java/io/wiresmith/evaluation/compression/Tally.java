package io.wiresmith.evaluation.compression;

import io.wiresmith.core.compression.Codec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Sums over rows from which every figure of a choice follows: the confusion matrix and the logs of
 * the cost ratios to the oracle and to always-none. Rows without a choice do not count. Sums of
 * disjoint parts may be added, which is what the bootstrap does.
 */
final class Tally {
  static final int SIZE = JudgedRows.CODECS * JudgedRows.CODECS + 2;

  private static final int REGRET = JudgedRows.CODECS * JudgedRows.CODECS;
  private static final int GAIN = REGRET + 1;

  private Tally() {}

  /** The sums over those rows. */
  static double[] of(JudgedRows rows, Choices choices, int[] part) {
    double[] sums = new double[SIZE];
    for (int row : part) {
      add(sums, 0, rows.at(row), choices.at(row));
    }
    return sums;
  }

  /** The sums of each group, those of every further choice behind those of the first. */
  static Map<String, double[]> by(
      Function<JudgedRow, String> group, JudgedRows rows, int[] part, Choices... choices) {
    Map<String, double[]> groups = new TreeMap<>();
    for (int row : part) {
      JudgedRow judged = rows.at(row);
      double[] sums =
          groups.computeIfAbsent(group.apply(judged), name -> new double[SIZE * choices.length]);
      for (int i = 0; i < choices.length; i++) {
        add(sums, i * SIZE, judged, choices[i].at(row));
      }
    }
    return groups;
  }

  private static void add(double[] sums, int offset, JudgedRow row, int choice) {
    if (choice == Choices.UNKNOWN) {
      return;
    }
    double cost = row.logCost(choice);
    sums[offset + row.label() * JudgedRows.CODECS + choice]++;
    sums[offset + REGRET] += cost - row.logCost(row.label());
    sums[offset + GAIN] += row.logCost(Codec.NONE.ordinal()) - cost;
  }

  /** {@code accuracy, macro_f1, regret, gain}. */
  static Map<String, Double> figures(double[] sums) {
    Map<String, Double> figures = new LinkedHashMap<>();
    double rows = rows(sums);
    figures.put("accuracy", right(sums) / rows);
    figures.put("macro_f1", macro(sums, "f1"));
    figures.put("regret", Math.expm1(sums[REGRET] / rows));
    figures.put("gain", Math.expm1(sums[GAIN] / rows));
    return figures;
  }

  /** {@link #figures} with precision, recall and F1, macro and of each codec. */
  static Map<String, Double> allFigures(double[] sums) {
    Map<String, Double> figures = new LinkedHashMap<>(figures(sums));
    for (String kind : new String[] {"precision", "recall", "f1"}) {
      figures.put("macro_" + kind, macro(sums, kind));
      for (Codec codec : Codec.values()) {
        figures.put(kind + "_" + codec.id(), ofCodec(sums, kind, codec.ordinal()));
      }
    }
    return figures;
  }

  static long[][] confusion(double[] sums) {
    long[][] matrix = new long[JudgedRows.CODECS][JudgedRows.CODECS];
    for (int cell = 0; cell < REGRET; cell++) {
      matrix[cell / JudgedRows.CODECS][cell % JudgedRows.CODECS] = (long) sums[cell];
    }
    return matrix;
  }

  private static double rows(double[] sums) {
    double rows = 0;
    for (int cell = 0; cell < REGRET; cell++) {
      rows += sums[cell];
    }
    return rows;
  }

  private static double right(double[] sums) {
    double right = 0;
    for (int codec = 0; codec < JudgedRows.CODECS; codec++) {
      right += sums[codec * JudgedRows.CODECS + codec];
    }
    return right;
  }

  /** The mean over the codecs that are a label or a choice somewhere. */
  private static double macro(double[] sums, String kind) {
    double sum = 0;
    int present = 0;
    for (int codec = 0; codec < JudgedRows.CODECS; codec++) {
      double value = ofCodec(sums, kind, codec);
      if (!Double.isNaN(value)) {
        sum += value;
        present++;
      }
    }
    return sum / present;
  }

  /** NaN for a codec that is nowhere a label nor a choice; 0 where only the denominator is 0. */
  private static double ofCodec(double[] sums, String kind, int codec) {
    double labelled = 0;
    double chosen = 0;
    for (int other = 0; other < JudgedRows.CODECS; other++) {
      labelled += sums[codec * JudgedRows.CODECS + other];
      chosen += sums[other * JudgedRows.CODECS + codec];
    }
    if (labelled + chosen == 0) {
      return Double.NaN;
    }
    double right = sums[codec * JudgedRows.CODECS + codec];
    return switch (kind) {
      case "precision" -> right / Math.max(1, chosen);
      case "recall" -> right / Math.max(1, labelled);
      default -> 2 * right / (labelled + chosen);
    };
  }
}
