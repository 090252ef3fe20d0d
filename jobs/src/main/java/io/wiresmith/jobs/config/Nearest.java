package io.wiresmith.jobs.config;

import java.util.Collection;
import java.util.Comparator;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The known name nearest to one that is not known. */
public final class Nearest {
  private Nearest() {}

  /** The candidate with the fewest letters to change; empty text where there is no candidate. */
  public static String of(String name, Collection<String> candidates) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    return candidates.stream()
        .min(Comparator.comparingInt(candidate -> distance.apply(name, candidate)))
        .orElse("");
  }
}
