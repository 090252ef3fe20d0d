package io.wiresmith.training.bandwidth;

import io.wiresmith.training.bandwidth.LinkSeries.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Which windows an epoch learns from: each segment is walked in strides from a random start, again
 * and again where there are few, a source with very many steps is sampled, and the order is random.
 * All of it follows from seed and epoch.
 *
 * @param segments the segments
 * @param steps steps of a window
 * @param warmUp first steps of a window that are not learned from
 * @param sourceCap most targets of a source in an epoch, about
 * @param fewest an epoch has at least so many, if there are any
 */
record Windows(List<Segment> segments, int steps, int warmUp, long sourceCap, int fewest) {
  /**
   * A window.
   *
   * @param segment its segment
   * @param from its first step; before the segment's begin where negative
   */
  record Place(Segment segment, int from) {}

  /** The windows of an epoch, in their order. */
  List<Place> of(long seed, int epoch) {
    SplittableRandom random = new SplittableRandom(seed * 31 + epoch);
    Map<String, Long> targets = new TreeMap<>();
    segments.forEach(s -> targets.merge(s.source(), (long) s.targets(), Long::sum));
    List<Place> places = new ArrayList<>();
    int before;
    do {
      before = places.size();
      for (Segment segment : segments) {
        long all = targets.getOrDefault(segment.source(), 1L);
        walk(segment, Math.min(1, (double) sourceCap / Math.max(1, all)), random, places);
      }
    } while (places.size() > before && places.size() < fewest);
    shuffle(places, random);
    return places;
  }

  private void walk(Segment segment, double share, SplittableRandom random, List<Place> places) {
    int stride = steps - warmUp;
    // The first targets of a segment have little history, as some requests will.
    int from = random.nextInt(stride) - stride + 1 - warmUp / 2;
    for (; from + warmUp < segment.targets(); from += stride) {
      if (random.nextDouble() < share) {
        places.add(new Place(segment, from));
      }
    }
  }

  /** Windows that cover every target once, in the order of the segments. */
  List<Place> covering() {
    List<Place> places = new ArrayList<>();
    for (Segment segment : segments) {
      for (int from = -warmUp; from + warmUp < segment.targets(); from += steps - warmUp) {
        places.add(new Place(segment, from));
      }
    }
    return places;
  }

  private static void shuffle(List<Place> places, SplittableRandom random) {
    for (int i = places.size() - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      Place place = places.get(i);
      places.set(i, places.get(j));
      places.set(j, place);
    }
  }
}
