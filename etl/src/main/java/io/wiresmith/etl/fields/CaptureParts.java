package io.wiresmith.etl.fields;

import io.wiresmith.core.dataset.DatasetPart;
import io.wiresmith.core.io.Sha256;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which captures are learned from and which judge. A capture belongs to one part, whatever
 * protocols are in it: by the SHA-256 of its name, so that it stays there when other captures come.
 * Then each protocol, in the order of the names, gets what it lacks: of two captures one judges and
 * one is learned from, of three one more stops the training.
 */
final class CaptureParts {
  private static final double HEADS = 4294967296.0;
  private static final int FEWEST_FOR_ALL = 3;

  private final MessageRules rules;
  private final Map<String, DatasetPart> parts = new TreeMap<>();
  private final Set<String> fixed = new HashSet<>();

  private CaptureParts(MessageRules rules) {
    this.rules = rules;
  }

  /**
   * The part of each capture.
   *
   * @param protocols the captures of each protocol
   */
  static Map<String, DatasetPart> of(MessageRules rules, Map<String, Set<String>> protocols) {
    CaptureParts parts = new CaptureParts(rules);
    protocols.values().forEach(captures -> captures.forEach(parts::drawn));
    new TreeMap<>(protocols).values().forEach(parts::complete);
    return parts.parts;
  }

  private void drawn(String capture) {
    double place = place(capture);
    parts.put(
        capture,
        place < rules.testShare()
            ? DatasetPart.TEST
            : place < rules.testShare() + rules.validationShare()
                ? DatasetPart.VALIDATION
                : DatasetPart.TRAINING);
  }

  /** A number from 0 to below 1 that follows from the name. */
  private static double place(String capture) {
    return Long.parseLong(Sha256.of(capture).substring(0, 8), 16) / HEADS;
  }

  private void complete(Set<String> captures) {
    List<String> places = new ArrayList<>(captures);
    places.sort(Comparator.comparingDouble(CaptureParts::place).thenComparing(c -> c));
    if (places.size() >= 2) {
      need(DatasetPart.TEST, places);
      List<String> backwards = new ArrayList<>(places);
      java.util.Collections.reverse(backwards);
      need(DatasetPart.TRAINING, backwards);
    }
    if (places.size() >= FEWEST_FOR_ALL) {
      need(DatasetPart.VALIDATION, places);
    }
  }

  /** Fixes the first capture of a part; where there is none, moves the first that may be moved. */
  private void need(DatasetPart part, List<String> places) {
    for (String capture : places) {
      if (parts.get(capture) == part) {
        fixed.add(capture);
        return;
      }
    }
    for (String capture : places) {
      if (fixed.add(capture)) {
        parts.put(capture, part);
        return;
      }
    }
  }
}
