package io.wiresmith.core;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The known name that a mistyped one probably means. */
public final class NearestName {
  private NearestName() {}

  /**
   * The nearest name, if any is near enough to be meant.
   *
   * @param given what was written; what follows a {@code =} does not count
   * @param known the names there are
   */
  public static Optional<String> of(String given, Collection<String> known) {
    String name = given.contains("=") ? given.substring(0, given.indexOf('=')) : given;
    return known.stream()
        .sorted()
        .min(Comparator.comparingInt(it -> edits(name, it)))
        .filter(it -> edits(name, it) <= Math.max(2, name.replaceFirst("^-+", "").length() / 2));
  }

  /** The sentence that suggests it, with a space before it; empty text where none is near. */
  public static String hint(String given, Collection<String> known) {
    return of(given, known).map(name -> " Did you mean '" + name + "'?").orElse("");
  }

  /** Levenshtein's distance. */
  private static int edits(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
