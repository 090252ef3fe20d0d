package io.wiresmith.training.compression;

import io.wiresmith.core.compression.TransferTelemetry;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The tag values that the training rows hold, sorted; a value's position is its code. An unknown or
 * missing value has the code {@value #UNKNOWN}.
 *
 * @param values the values of each of {@code TransferTelemetry.INPUT_TAGS}
 */
record Vocabulary(List<List<String>> values) {
  static final int UNKNOWN = -1;

  Vocabulary {
    values = values.stream().map(List::copyOf).toList();
  }

  static Vocabulary of(List<Transfer> rows) {
    List<List<String>> values = new ArrayList<>();
    for (int tag = 0; tag < TransferTelemetry.INPUT_TAGS.size(); tag++) {
      TreeSet<String> distinct = new TreeSet<>();
      for (Transfer row : rows) {
        distinct.add(row.tags()[tag]);
      }
      distinct.remove("");
      values.add(new ArrayList<>(distinct));
    }
    return new Vocabulary(values);
  }
}
