package io.wiresmith.training.xgboost;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import org.junit.jupiter.api.Test;

class SlotsTest {
  @Test
  void moreWorkersThanALocalMasterHasCoresForAreRefused() {
    assertThatThrownBy(() -> new Slots("local[4]", 2, 2).require(3))
        .hasMessageContaining("trees.workers is 3")
        .hasMessageContaining("local[4] has cores for 2 (spark.task.cpus is 2)")
        .hasMessageContaining("--master local[6]")
        .extracting(error -> ((WiresmithException) error).code())
        .isEqualTo(ErrorCode.USAGE);
    assertThatCode(() -> new Slots("local[4]", 2, 2).require(2)).doesNotThrowAnyException();
  }
}
