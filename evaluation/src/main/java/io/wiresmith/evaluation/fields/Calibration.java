package io.wiresmith.evaluation.fields;

import io.wiresmith.core.fields.Field;
import io.wiresmith.core.fields.FieldScores;
import io.wiresmith.evaluation.statistics.Reliability;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How true the probabilities are, over the bytes that are judged.
 *
 * @param fields of each found field: that there is exactly this one, both ends and the type
 * @param boundaries of each byte but the first: that a field starts there
 */
record Calibration(Reliability fields, Reliability boundaries) {
  static Calibration of(List<ScoredMessage> messages) {
    Calibration calibration = new Calibration(new Reliability(), new Reliability());
    messages.forEach(calibration::add);
    return calibration;
  }

  private void add(ScoredMessage message) {
    List<Field> truth = message.judged().message().fields();
    Set<Field> there = new HashSet<>(truth);
    List<Field> found = message.found().fields();
    for (int i = 0; i < found.size() && found.get(i).start() < FieldScores.JUDGED_BYTES; i++) {
      fields.add(message.found().confidence()[i], there.contains(found.get(i)));
    }
    Set<Integer> starts = new HashSet<>();
    truth.forEach(field -> starts.add(field.start()));
    float[] boundary = message.found().boundary();
    for (int i = 1; i < Math.min(boundary.length, FieldScores.JUDGED_BYTES); i++) {
      boundaries.add(boundary[i], starts.contains(i));
    }
  }
}
