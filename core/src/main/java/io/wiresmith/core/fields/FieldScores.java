package io.wiresmith.core.fields;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts how well the fields of messages are found, over the first {@value #JUDGED_BYTES} bytes of
 * messages of {@value #FEWEST_BYTES} to {@value MessageTelemetry#MOST_LEARNED_BYTES} bytes. A
 * boundary is a place between two bytes; counts are pooled within a protocol. Fields are cut where
 * the judged bytes end. Not thread-safe.
 */
public final class FieldScores {
  /** Bytes of a message that are judged. */
  public static final int JUDGED_BYTES = 256;

  /** Shorter messages are not judged. */
  public static final int FEWEST_BYTES = 8;

  private final Map<String, FieldCounts> protocols = new TreeMap<>();

  /**
   * Counts a message, if it is one that is judged.
   *
   * @param truth the true fields, which cover the message
   * @param found the fields that were found, which cover it too
   */
  public void add(String protocol, List<Field> truth, List<Field> found) {
    FieldCounts.of(truth, found)
        .ifPresent(counts -> protocols.merge(protocol, counts, FieldCounts::plus));
  }

  /** The figures of each protocol. */
  public Map<String, FieldFigures> protocols() {
    Map<String, FieldFigures> figures = new TreeMap<>();
    protocols.forEach((protocol, counts) -> figures.put(protocol, counts.figures()));
    return figures;
  }

  /** The mean over protocols, each counted once. */
  public FieldFigures macro() {
    return FieldFigures.macro(List.copyOf(protocols().values()));
  }

  /** Likewise over those of the wanted protocols that there are; over all where there is none. */
  public FieldFigures macro(List<String> wanted) {
    Map<String, FieldFigures> some = protocols();
    some.keySet().retainAll(wanted);
    return some.isEmpty() ? macro() : FieldFigures.macro(List.copyOf(some.values()));
  }
}
