package io.wiresmith.evaluation.bandwidth;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The forecasts to compare with, tuned on links that the training has seen, for each source; of a
 * source that it has seen none of, on the judged links: that flatters the naive forecasts, while
 * the linear one takes the weights for one half of the links from the other half.
 *
 * @param best source to the naive forecast with most hits, by its number in {@link Naive#NAMES}
 * @param ewma likewise, of the exponentially weighted means alone
 * @param linear the linear forecast
 */
record Tuned(Map<String, Integer> best, Map<String, Integer> ewma, LinearForecast linear)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  static Tuned of(Forecasts seen, Forecasts judged, TuningPartition partition) {
    Map<String, TuningSums> known = sources(seen.tuning(partition));
    List<TuningSums> halves = judged.tuning(partition);
    Map<String, TuningSums> sources = sources(halves);
    sources.putAll(known);
    Map<String, Integer> best = new TreeMap<>();
    Map<String, Integer> ewma = new TreeMap<>();
    sources.forEach((source, sums) -> best.put(source, most(sums.hits(), 0)));
    sources.forEach((source, sums) -> ewma.put(source, most(sums.hits(), Naive.FIRST_EWMA)));
    Map<String, long[]> fitted = new TreeMap<>();
    known.forEach((source, sums) -> fitted.put(source, sums.linear()));
    Map<String, long[]> others = new TreeMap<>();
    halves.forEach(half -> others.put(half.half(), half.linear()));
    return new Tuned(best, ewma, new LinearForecast(partition.steps(), fitted, others));
  }

  private static Map<String, TuningSums> sources(List<TuningSums> halves) {
    Map<String, TuningSums> sources = new TreeMap<>();
    halves.forEach(half -> sources.merge(half.source(), half, TuningSums::plus));
    return sources;
  }

  private static int most(long[] counts, int from) {
    int best = from;
    for (int i = from + 1; i < counts.length; i++) {
      best = counts[i] > counts[best] ? i : best;
    }
    return best;
  }

  /** The number of the best naive forecast of a source. */
  int method(String source) {
    return best.getOrDefault(source, 0);
  }
}
