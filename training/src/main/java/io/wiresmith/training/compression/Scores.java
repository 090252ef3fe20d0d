package io.wiresmith.training.compression;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.wiresmith.core.compression.Codec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How good decisions are.
 *
 * @param rows rows judged
 * @param accuracy share of decisions equal to the oracle's
 * @param macroF1 mean of the F1 of the classes that are a label or a choice somewhere
 * @param f1 F1 by codec; NaN for one that is nowhere a label nor a choice
 * @param regret {@code exp(mean log(cost chosen / least cost)) - 1}
 * @param accuracyMargin10 accuracy where the second best cost is at least 10 % above the best; NaN
 *     without such rows
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record Scores(
    long rows,
    double accuracy,
    double macroF1,
    Map<String, Double> f1,
    double regret,
    @JsonProperty("accuracy_margin_10") double accuracyMargin10) {

  /** Scores of the decisions {@code argmax(probabilities)}. */
  static Scores of(List<Transfer> rows, float[][] probabilities) {
    int classes = Codec.values().length;
    long[] chosen = new long[classes];
    long[] labelled = new long[classes];
    long[] both = new long[classes];
    long right = 0;
    long clear = 0;
    long clearRight = 0;
    double regret = 0;
    for (int i = 0; i < rows.size(); i++) {
      Transfer row = rows.get(i);
      int label = row.label();
      int choice = argmax(probabilities[i]);
      chosen[choice]++;
      labelled[label]++;
      both[choice] += choice == label ? 1 : 0;
      right += choice == label ? 1 : 0;
      regret += row.regrets()[choice];
      if (Math.expm1(row.gap()) >= 0.1) {
        clear++;
        clearRight += choice == label ? 1 : 0;
      }
    }
    Map<String, Double> f1 = new TreeMap<>();
    double sum = 0;
    int present = 0;
    for (Codec codec : Codec.values()) {
      int c = codec.ordinal();
      long either = chosen[c] + labelled[c];
      f1.put(codec.id(), either == 0 ? Double.NaN : 2.0 * both[c] / either);
      if (either > 0) {
        sum += 2.0 * both[c] / either;
        present++;
      }
    }
    double n = rows.size();
    return new Scores(
        rows.size(),
        right / n,
        sum / present,
        f1,
        Math.expm1(regret / n),
        clear == 0 ? Double.NaN : (double) clearRight / clear);
  }

  /** The first of the greatest values. */
  static int argmax(float[] values) {
    int best = 0;
    for (int c = 1; c < values.length; c++) {
      if (values[c] > values[best]) {
        best = c;
      }
    }
    return best;
  }
}
