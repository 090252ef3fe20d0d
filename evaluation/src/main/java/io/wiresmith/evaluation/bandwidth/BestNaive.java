package io.wiresmith.evaluation.bandwidth;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The naive forecast with most hits, for each source: chosen on links that the model was trained
 * on; of a source that the training had none of, on the judged rows, which flatters the naive ones.
 */
final class BestNaive {
  private BestNaive() {}

  static Map<String, Integer> of(List<ForecastRow> seen, List<ForecastRow> judged) {
    Map<String, Integer> best = new TreeMap<>(choose(judged));
    best.putAll(choose(seen));
    return best;
  }

  private static Map<String, Integer> choose(List<ForecastRow> rows) {
    Map<String, long[]> hits = new TreeMap<>();
    for (ForecastRow row : rows) {
      long[] counts = hits.computeIfAbsent(row.source(), source -> new long[Naive.NAMES.size()]);
      for (int i = 0; i < counts.length; i++) {
        counts[i] += row.hits(row.naive()[i]) ? 1 : 0;
      }
    }
    Map<String, Integer> best = new TreeMap<>();
    hits.forEach((source, counts) -> best.put(source, most(counts)));
    return best;
  }

  private static int most(long[] counts) {
    int best = 0;
    for (int i = 1; i < counts.length; i++) {
      best = counts[i] > counts[best] ? i : best;
    }
    return best;
  }
}
