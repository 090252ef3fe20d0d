package io.wiresmith.etl.quality;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TallyTest {
  @Test
  void knownNamesAreCountedOnWhenNoNewOneHasRoom() {
    Tally tally = new Tally();
    for (int i = 0; i < 2_000; i++) {
      tally.unknown("field f" + i);
    }
    tally.unknown("field f0");
    assertThat(tally.unknown).hasSize(1_000).containsEntry("unknown field f0", 2L);
  }
}
