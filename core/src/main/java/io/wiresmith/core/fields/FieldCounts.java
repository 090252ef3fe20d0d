package io.wiresmith.core.fields;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is counted of messages, from which all figures follow. Counts of different messages may be
 * added.
 *
 * @param messages messages that were judged
 * @param found boundaries that were found
 * @param there true boundaries
 * @param right true boundaries that were found
 * @param perfection sum over messages of the share of true fields with both ends right
 * @param fields true fields
 * @param typed true fields for which most of their bytes have the true type
 */
public record FieldCounts(
    long messages, long found, long there, long right, double perfection, long fields, long typed) {
  /** Of no message. */
  public static final FieldCounts NONE = new FieldCounts(0, 0, 0, 0, 0, 0, 0);

  /**
   * The counts of a message; nothing of one that is not judged, see {@link FieldScores}.
   *
   * @param truth the true fields, which cover the message
   * @param found the fields that were found, which cover it too
   */
  public static Optional<FieldCounts> of(List<Field> truth, List<Field> found) {
    int length = truth.isEmpty() ? 0 : truth.get(truth.size() - 1).end();
    if (length < FieldScores.FEWEST_BYTES || length > MessageTelemetry.MOST_LEARNED_BYTES) {
      return Optional.empty();
    }
    List<Field> cutTruth = judged(truth);
    List<Field> cutFound = judged(found);
    Set<Integer> there = boundaries(cutTruth);
    Set<Integer> right = boundaries(cutFound);
    int foundBoundaries = right.size();
    right.retainAll(there);
    int[] tags = TagScheme.tags(cutFound);
    return Optional.of(
        new FieldCounts(
            1,
            foundBoundaries,
            there.size(),
            right.size(),
            perfection(cutTruth, cutFound),
            cutTruth.size(),
            cutTruth.stream().filter(field -> typeGiven(field, tags) == field.type()).count()));
  }

  /** The fields within the bytes that are judged; the last one is cut there. */
  public static List<Field> judged(List<Field> fields) {
    List<Field> cut = new ArrayList<>();
    for (Field field : fields) {
      if (field.start() < FieldScores.JUDGED_BYTES) {
        int end = Math.min(field.end(), FieldScores.JUDGED_BYTES);
        cut.add(new Field(field.start(), end, field.type()));
      }
    }
    return cut;
  }

  /** The type that most bytes of a field were given; of equals the one of the lower id. */
  public static FieldType typeGiven(Field field, int[] tags) {
    int[] votes = new int[FieldType.values().length];
    for (int i = field.start(); i < field.end(); i++) {
      votes[TagScheme.FIELDS.type(tags[i])]++;
    }
    int most = 0;
    for (int type = 1; type < votes.length; type++) {
      most = votes[type] > votes[most] ? type : most;
    }
    return FieldType.values()[most];
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

  /** Both together. */
  public FieldCounts plus(FieldCounts other) {
    return new FieldCounts(
        messages + other.messages,
        found + other.found,
        there + other.there,
        right + other.right,
        perfection + other.perfection,
        fields + other.fields,
        typed + other.typed);
  }

  /**
   * The figures; NaN where there is nothing to count. Who finds no boundary where there are some
   * has precision 0, lest a mean over protocols be better without it.
   */
  public FieldFigures figures() {
    return new FieldFigures(
        messages,
        found == 0 && there > 0 ? 0 : ratio(right, found),
        ratio(right, there),
        ratio(2 * right, found + there),
        ratio(perfection, messages),
        ratio(typed, fields));
  }

  private static double ratio(double part, long of) {
    return of == 0 ? Double.NaN : part / of;
  }
}
