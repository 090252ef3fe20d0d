package io.wiresmith.evaluation.bandwidth;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * Which windows are forecast further than one step: about {@link #PER_SOURCE} of each source, drawn
 * by seed and place alone, so that they are the same in whatever order links come.
 */
final class HorizonSample implements Serializable {
  /** Windows of a source, about. */
  static final int PER_SOURCE = 500;

  private static final long serialVersionUID = 1L;

  private final TreeMap<String, Double> shares = new TreeMap<>();
  private final long seed;

  /** Of these targets. */
  HorizonSample(List<ForecastRow> rows, long seed) {
    this.seed = seed;
    Map<String, Long> counts = new TreeMap<>();
    rows.forEach(row -> counts.merge(row.source(), 1L, Long::sum));
    counts.forEach((source, count) -> shares.put(source, (double) PER_SOURCE / count));
  }

  /** Whether the window that ends there is taken. */
  boolean takes(String source, String link, long timeNs) {
    CRC32 place = new CRC32();
    place.update((source + '\n' + link).getBytes(StandardCharsets.UTF_8));
    SplittableRandom random = new SplittableRandom(seed * 31 + (place.getValue() << 20) + timeNs);
    return random.nextDouble() < shares.getOrDefault(source, 0.0);
  }
}
