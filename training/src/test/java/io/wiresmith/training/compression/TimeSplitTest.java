package io.wiresmith.training.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.WiresmithException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeSplitTest {
  @Test
  void putsTheLatestRowsApart() {
    TimeSplit split = TimeSplit.of(TestingTransfers.of(100, 5, 1), 0.2, "test");
    assertThat(split.earlier()).hasSize(80);
    assertThat(split.later()).hasSize(20).allMatch(row -> row.timeNs() >= split.instantNs());
    assertThat(split.earlier()).allMatch(row -> row.timeNs() < split.instantNs());
  }

  @Test
  void refusesRowsOfOneTime() {
    List<Transfer> same = Collections.nCopies(10, TestingTransfers.of(1, 1, 1).get(0));
    assertThatThrownBy(() -> TimeSplit.of(same, 0.2, "test"))
        .isInstanceOf(WiresmithException.class)
        .hasMessageContaining("cannot be split in time");
  }
}
