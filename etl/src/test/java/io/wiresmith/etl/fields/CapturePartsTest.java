package io.wiresmith.etl.fields;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.dataset.DatasetPart;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CapturePartsTest {
  private static final MessageRules RULES = MessageRules.shipped();

  private static Set<String> captures(String name, int count) {
    Set<String> captures = new TreeSet<>();
    for (int i = 0; i < count; i++) {
      captures.add(name + i);
    }
    return captures;
  }

  @Test
  void everyProtocolWithThreeCapturesHasAllParts() {
    for (int round = 0; round < 50; round++) {
      Map<String, Set<String>> protocols =
          Map.of("p" + round, captures("a" + round, 3), "q" + round, captures("b" + round, 2));
      Map<String, DatasetPart> parts = CaptureParts.of(RULES, protocols);

      assertThat(captures("a" + round, 3))
          .extracting(parts::get)
          .containsOnlyOnce(DatasetPart.values());
      assertThat(captures("b" + round, 2))
          .extracting(parts::get)
          .contains(DatasetPart.TEST, DatasetPart.TRAINING);
    }
  }

  @Test
  void sharesAreThoseThatWereAskedForAndCapturesStayWhereTheyAre() {
    Map<String, DatasetPart> few = CaptureParts.of(RULES, Map.of("p", captures("c", 400)));
    Map<String, DatasetPart> more = CaptureParts.of(RULES, Map.of("p", captures("c", 800)));
    Map<String, Integer> counts = new TreeMap<>();
    more.values().forEach(part -> counts.merge(part.id(), 1, Integer::sum));

    few.forEach((capture, part) -> assertThat(more.get(capture)).isEqualTo(part));
    assertThat(counts.get("test")).isBetween(120, 200);
    assertThat(counts.get("validation")).isBetween(85, 155);
  }

  @Test
  void aCaptureWithTwoProtocolsIsInOnePart() {
    Set<String> both = captures("c", 6);
    Set<String> more = new HashSet<>(both);
    more.addAll(captures("d", 3));

    assertThat(CaptureParts.of(RULES, Map.of("p", both, "q", more))).hasSize(9);
  }

  @Test
  void refusesSharesThatLeaveNothingToLearn() {
    assertThatThrownBy(() -> new MessageRules(0.5, 0.5, 0.03, 1500))
        .hasMessageStartingWith("labels.fields: test-share is 0.5, validation-share 0.5");
    assertThatThrownBy(() -> new MessageRules(0.2, 0.2, 0.03, 1501))
        .hasMessageContaining("1 to 1500 bytes");
  }
}
