package io.wiresmith.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;

class ClusterLossTest {
  @Test
  void lostExecutorsAreADependencyThatIsDown() {
    SparkException lost =
        new SparkException(
            "Job aborted due to stage failure: Task 0 in stage 3.0 failed 4 times, most recent"
                + " failure: ExecutorLostFailure (executor 1 exited, exit code 52)\nDriver stacktrace:");
    assertThat(ClusterLoss.of(new IllegalStateException("outside", lost)))
        .hasValueSatisfying(
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.DEPENDENCY_DOWN);
              assertThat(e).hasMessageContaining("exit code 52").hasMessageContaining("memory");
              assertThat(e.getMessage()).doesNotContain("stacktrace");
            });
  }

  @Test
  void jobsThatWereCancelledForWantOfExecutorsAreToo() {
    assertThat(
            ClusterLoss.of(
                new SparkException("Job 2 cancelled as part of cancellation of all jobs")))
        .hasValueSatisfying(e -> assertThat(e).hasMessageContaining("cluster.patience"));
  }

  @Test
  void tooFewCoresForTheWorkersOfTreesAreToo() {
    assertThat(
            ClusterLoss.of(
                new SparkException(
                    "[SPARK-24819]: Barrier execution mode does not allow run a barrier stage that requires more slots than the total number of slots in the cluster currently.")))
        .hasValueSatisfying(
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.DEPENDENCY_DOWN);
              assertThat(e).hasMessageContaining("training.compression.trees.workers");
              assertThat(e).hasMessageNotContaining("lost its executors");
            });
  }

  @Test
  void aStepThatLosesItsClusterSaysSoAndAnyOtherSaysWhatItSaid() {
    assertThatThrownBy(() -> ClusterLoss.told(() -> thrown(new SparkException("FetchFailed(...)"))))
        .isInstanceOf(WiresmithException.class)
        .hasMessageContaining("lost its executors");
    assertThatThrownBy(() -> ClusterLoss.told(() -> thrown(new SparkException("no such column"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Spark failed: no such column");
    WiresmithException ours = new WiresmithException(ErrorCode.DATA_QUALITY, "empty days");
    assertThatThrownBy(() -> ClusterLoss.told(() -> thrown(ours))).isSameAs(ours);
    assertThat(ClusterLoss.told(() -> "done")).isEqualTo("done");
  }

  /** As Spark throws: checked, and undeclared. */
  @SuppressWarnings("unchecked")
  private static <E extends Exception> String thrown(Exception e) throws E {
    throw (E) e;
  }

  @Test
  void otherFailuresAreNot() {
    assertThat(ClusterLoss.of(new WiresmithException(ErrorCode.DATA_QUALITY, "empty days")))
        .isEmpty();
    assertThat(ClusterLoss.of(new SparkException("Job aborted: NullPointerException"))).isEmpty();
  }
}
