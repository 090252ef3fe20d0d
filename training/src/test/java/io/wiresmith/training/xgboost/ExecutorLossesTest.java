package io.wiresmith.training.xgboost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ExecutorLossesTest {
  private static final String LOST =
      "barrier task ShuffleMapTask(13, 0) finished unsuccessfully. XGBoostError:"
          + " src/collective/result.cc:83: Failed to connect to the tracker.";

  private final AtomicInteger fits = new AtomicInteger();

  @Test
  void fitsAgainWhereAnExecutorWasLost() {
    assertThat(new ExecutorLosses("spark://host:7077").survived(() -> failing(2, LOST)))
        .isEqualTo("model");
    assertThat(fits).hasValue(3);
  }

  @Test
  void endsAfterThreeLosses() {
    assertThatThrownBy(
            () -> new ExecutorLosses("spark://host:7077").survived(() -> failing(9, LOST)))
        .hasRootCauseMessage(LOST);
    assertThat(fits).hasValue(3);
  }

  @Test
  void whatFailsOtherwiseOrOnOneMachineIsNotTriedAgain() {
    assertThatThrownBy(
            () -> new ExecutorLosses("spark://host:7077").survived(() -> failing(9, "bad label")))
        .hasRootCauseMessage("bad label");
    assertThatThrownBy(() -> new ExecutorLosses("local[2]").survived(() -> failing(9, LOST)))
        .hasRootCauseMessage(LOST);
    assertThat(fits).hasValue(2);
  }

  private String failing(int times, String why) {
    if (fits.incrementAndGet() <= times) {
      throw new IllegalStateException("Job aborted", new IllegalStateException(why));
    }
    return "model";
  }
}
