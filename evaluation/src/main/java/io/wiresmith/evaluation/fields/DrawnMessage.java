package io.wiresmith.evaluation.fields;

import io.wiresmith.core.fields.Field;
import io.wiresmith.core.fields.FieldFigures;
import io.wiresmith.core.fields.LabelledMessage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * A message to be drawn.
 *
 * @param protocol its protocol
 * @param kind {@code good} or {@code worst}
 * @param capture the file it was captured in
 * @param frame its number there
 * @param length bytes of the whole message
 * @param hex its first bytes
 * @param truth the true fields that begin there: start, end, type
 * @param found the fields that were found there: start, end, type, confidence
 * @param boundaryF1 harmonic mean of precision and recall of its boundaries
 * @param perfection share of its true fields with both ends right
 */
record DrawnMessage(
    String protocol,
    String kind,
    String capture,
    long frame,
    int length,
    String hex,
    List<List<Object>> truth,
    List<List<Object>> found,
    double boundaryF1,
    double perfection) {
  private static final int BYTES = 72;
  private static final int GOOD = 2;
  private static final int WORST = 3;

  /** The best and the worst of each protocol, no two of the same layout. */
  static List<DrawnMessage> extremes(List<String> protocols, List<ScoredMessage> messages) {
    List<DrawnMessage> drawn = new ArrayList<>();
    for (String protocol : protocols) {
      List<ScoredMessage> own =
          messages.stream()
              .filter(message -> message.protocol().equals(protocol))
              .sorted(
                  Comparator.comparingDouble(DrawnMessage::quality)
                      .thenComparing(Comparator.comparingLong(DrawnMessage::fields).reversed()))
              .toList();
      Set<List<Field>> layouts = new HashSet<>();
      List<ScoredMessage> worst = differing(own, Math.min(WORST, own.size() / 2), layouts);
      List<ScoredMessage> bestFirst = new ArrayList<>(own);
      bestFirst.sort(
          Comparator.comparingDouble(DrawnMessage::quality)
              .thenComparingLong(DrawnMessage::fields)
              .reversed());
      differing(bestFirst, GOOD, layouts).forEach(message -> drawn.add(of("good", message)));
      worst.forEach(message -> drawn.add(of("worst", message)));
    }
    return drawn;
  }

  private static List<ScoredMessage> differing(
      List<ScoredMessage> messages, int count, Set<List<Field>> layouts) {
    List<ScoredMessage> differing = new ArrayList<>();
    for (ScoredMessage message : messages) {
      if (differing.size() < count && layouts.add(message.judged().message().fields())) {
        differing.add(message);
      }
    }
    return differing;
  }

  /** Of a message without any boundary, true or found, everything is right. */
  private static double quality(ScoredMessage message) {
    FieldFigures figures = message.model().figures();
    return (Double.isNaN(figures.f1()) ? 1 : figures.f1()) + figures.perfection();
  }

  private static long fields(ScoredMessage message) {
    return message.judged().message().fields().stream()
        .filter(field -> field.start() < BYTES)
        .count();
  }

  private static DrawnMessage of(String kind, ScoredMessage scored) {
    LabelledMessage message = scored.judged().message();
    FieldFigures figures = scored.model().figures();
    List<List<Object>> found = new ArrayList<>();
    for (List<Object> field : shown(scored.found().fields())) {
      List<Object> told = new ArrayList<>(field);
      told.add(scored.found().confidence()[found.size()]);
      found.add(told);
    }
    return new DrawnMessage(
        message.protocol(),
        kind,
        message.capture(),
        message.frame(),
        message.length(),
        HexFormat.of().formatHex(message.bytes(), 0, Math.min(BYTES, message.length())),
        shown(message.fields()),
        found,
        figures.f1(),
        figures.perfection());
  }

  private static List<List<Object>> shown(List<Field> fields) {
    return fields.stream()
        .filter(field -> field.start() < BYTES)
        .map(field -> List.<Object>of(field.start(), field.end(), field.type().id()))
        .toList();
  }
}
