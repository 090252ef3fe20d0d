package io.wiresmith.evaluation.compression;

import io.wiresmith.core.compression.Codec;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is reached without a model, on the same rows. Majority and best single codec are picked with
 * the test rows in hand, which flatters them, never the model.
 *
 * @param figures baseline to its figures
 * @param majority the codec that is the label most often
 * @param bestSingle the codec that is cheapest if it alone is used
 */
record Baselines(Map<String, Map<String, Double>> figures, Codec majority, Codec bestSingle) {
  static Baselines of(JudgedRows rows) {
    Codec majority = majority(rows);
    Codec bestSingle = bestSingle(rows);
    Map<String, Map<String, Double>> figures = new LinkedHashMap<>();
    figures.put("majority", always(rows, majority));
    figures.put("best_single", always(rows, bestSingle));
    figures.put("production", figures(rows, rows.production()));
    figures.put("always_none", always(rows, Codec.NONE));
    figures.put("oracle", figures(rows, rows.oracle()));
    return new Baselines(figures, majority, bestSingle);
  }

  private static Codec majority(JudgedRows rows) {
    long[] counts = new long[JudgedRows.CODECS];
    rows.rows().forEach(row -> counts[row.label()]++);
    Codec best = Codec.values()[0];
    for (Codec codec : Codec.values()) {
      if (counts[codec.ordinal()] > counts[best.ordinal()]) {
        best = codec;
      }
    }
    return best;
  }

  private static Codec bestSingle(JudgedRows rows) {
    Codec best = Codec.values()[0];
    for (Codec codec : Codec.values()) {
      if (always(rows, codec).getOrDefault("regret", Double.NaN)
          < always(rows, best).getOrDefault("regret", Double.NaN)) {
        best = codec;
      }
    }
    return best;
  }

  private static Map<String, Double> always(JudgedRows rows, Codec codec) {
    return figures(rows, Choices.always(codec.ordinal(), rows.size()));
  }

  private static Map<String, Double> figures(JudgedRows rows, Choices choices) {
    return Tally.figures(Tally.of(rows, choices, rows.all()));
  }
}
