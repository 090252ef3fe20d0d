package io.wiresmith.core.fields;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  private final Map<String, Counts> protocols = new TreeMap<>();

  private static final class Counts {
    private long messages;
    private long found;
    private long there;
    private long right;
    private double perfection;
    private long fields;
    private long typed;

    private FieldFigures figures() {
      return new FieldFigures(
          messages,
          ratio(right, found),
          ratio(right, there),
          ratio(2 * right, found + there),
          ratio(perfection, messages),
          ratio(typed, fields));
    }

    private static double ratio(double part, long of) {
      return of == 0 ? Double.NaN : part / of;
    }
  }

  /**
   * Counts a message, if it is one that is judged.
   *
   * @param truth the true fields, which cover the message
   * @param found the fields that were found, which cover it too
   */
  public void add(String protocol, List<Field> truth, List<Field> found) {
    int length = truth.isEmpty() ? 0 : truth.get(truth.size() - 1).end();
    if (length < FEWEST_BYTES || length > MessageTelemetry.MOST_LEARNED_BYTES) {
      return;
    }
    Counts counts = protocols.computeIfAbsent(protocol, key -> new Counts());
    List<Field> cutTruth = cut(truth);
    List<Field> cutFound = cut(found);
    Set<Integer> boundaries = boundaries(cutTruth);
    Set<Integer> foundBoundaries = boundaries(cutFound);
    counts.messages++;
    counts.there += boundaries.size();
    counts.found += foundBoundaries.size();
    boundaries.retainAll(foundBoundaries);
    counts.right += boundaries.size();
    counts.perfection += perfection(cutTruth, cutFound);
    counts.fields += cutTruth.size();
    counts.typed += typed(cutTruth, cutFound);
  }

  private static List<Field> cut(List<Field> fields) {
    List<Field> cut = new ArrayList<>();
    for (Field field : fields) {
      if (field.start() < JUDGED_BYTES) {
        cut.add(new Field(field.start(), Math.min(field.end(), JUDGED_BYTES), field.type()));
      }
    }
    return cut;
  }

  private static Set<Integer> boundaries(List<Field> fields) {
    Set<Integer> boundaries = new HashSet<>();
    fields.stream().map(Field::start).filter(start -> start > 0).forEach(boundaries::add);
    return boundaries;
  }

  private static double perfection(List<Field> truth, List<Field> found) {
    Map<Integer, Integer> ends = new TreeMap<>();
    found.forEach(field -> ends.put(field.start(), field.end()));
    long right = truth.stream().filter(f -> ends.getOrDefault(f.start(), -1) == f.end()).count();
    return (double) right / truth.size();
  }

  /** True fields for which the type that most of their bytes were given is the true one. */
  private static long typed(List<Field> truth, List<Field> found) {
    int[] tags = TagScheme.tags(found);
    long typed = 0;
    for (Field field : truth) {
      int[] votes = new int[FieldType.values().length];
      for (int i = field.start(); i < field.end(); i++) {
        votes[TagScheme.FIELDS.type(tags[i])]++;
      }
      int most = 0;
      for (int type = 1; type < votes.length; type++) {
        most = votes[type] > votes[most] ? type : most;
      }
      typed += most == field.type().ordinal() ? 1 : 0;
    }
    return typed;
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
}
