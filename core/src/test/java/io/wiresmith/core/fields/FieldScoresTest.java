package io.wiresmith.core.fields;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldScoresTest {
  /** Fields by their ends and types, such as {@code "2i 3f 8b"}. */
  private static List<Field> fields(String text) {
    List<Field> fields = new ArrayList<>();
    int start = 0;
    for (String field : text.split(" ")) {
      int end = Integer.parseInt(field.substring(0, field.length() - 1));
      FieldType type =
          switch (field.charAt(field.length() - 1)) {
            case 'i' -> FieldType.INTEGER;
            case 'f' -> FieldType.FLAG;
            case 's' -> FieldType.STRING;
            default -> FieldType.BYTES;
          };
      fields.add(new Field(start, end, type));
      start = end;
    }
    return fields;
  }

  private static FieldFigures figures(String truth, String found) {
    FieldScores scores = new FieldScores();
    scores.add("p", fields(truth), fields(found));
    return scores.macro();
  }

  @Test
  void whatIsRightIsPerfect() {
    assertThat(figures("2i 4i 9s", "2i 4i 9s")).isEqualTo(new FieldFigures(1, 1, 1, 1, 1, 1));
  }

  @Test
  void boundariesFieldsAndTypesAreCountedApart() {
    // True boundaries 2 4 6; found 2 5 6 7: two are right.
    FieldFigures found = figures("2i 4i 6f 10s", "2i 5i 6f 7s 10b");

    assertThat(found.precision()).isCloseTo(2.0 / 4, within(1e-12));
    assertThat(found.recall()).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(found.f1()).isCloseTo(4.0 / 7, within(1e-12));
    assertThat(found.perfection()).isCloseTo(1.0 / 4, within(1e-12));
    // Right: 2i, 4i; of 6f one byte is an integer and one a flag, and the flag has the lower id;
    // of the text most bytes are bytes.
    assertThat(found.typeAccuracy()).isCloseTo(3.0 / 4, within(1e-12));
  }

  @Test
  void whoFindsNoBoundaryIsNotPrecise() {
    assertThat(figures("2i 4i 9s", "9s").precision()).isZero();
  }

  @Test
  void onlyTheFirst256BytesCount() {
    assertThat(figures("256i 300b 400s", "256i 399s 400b"))
        .isEqualTo(new FieldFigures(1, Double.NaN, Double.NaN, Double.NaN, 1, 1));
    assertThat(figures("200i 300b", "200i 256b 300s"))
        .isEqualTo(new FieldFigures(1, 1, 1, 1, 1, 1));
  }

  @Test
  void shortAndVeryLongMessagesAreNotJudged() {
    FieldScores scores = new FieldScores();
    scores.add("p", fields("7b"), fields("7b"));
    scores.add("p", fields("1501b"), fields("1501b"));

    assertThat(scores.protocols()).isEmpty();
    assertThat(scores.macro().f1()).isNaN();
  }

  @Test
  void countsArePooledWithinAProtocolAndProtocolsCountOnce() {
    FieldScores scores = new FieldScores();
    for (int i = 0; i < 9; i++) {
      scores.add("many", fields("4i 8i"), fields("4i 8i"));
    }
    scores.add("many", fields("4i 8i"), fields("8i"));
    scores.add("few", fields("4i 8i"), fields("3i 8i"));

    List<FieldFigures> protocols = List.copyOf(scores.protocols().values());
    assertThat(scores.protocols()).containsOnlyKeys("few", "many");
    assertThat(protocols.get(0).f1()).isZero();
    assertThat(protocols.get(1).recall()).isCloseTo(0.9, within(1e-12));
    assertThat(scores.macro().recall()).isCloseTo(0.45, within(1e-12));
    assertThat(scores.macro().messages()).isEqualTo(11);
  }
}
