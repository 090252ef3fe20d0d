package io.wiresmith.training.bandwidth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.wiresmith.core.bandwidth.LinkMode;
import io.wiresmith.training.contract.Overrides;
import io.wiresmith.training.contract.Problems;
import io.wiresmith.training.sequence.SequenceSettings;
import java.util.List;

/**
 * Everything that decides how a bandwidth model is trained.
 *
 * @param network the LSTM layers and their training
 * @param warmUp first steps of a window that are not learned from
 * @param sourceCap most targets of one source in an epoch, about
 * @param leastWindows fewest windows of an epoch: a few links are walked again and again
 * @param missFactor weight of the misses beside the log-likelihood
 * @param hitShare share of the forecast that most likely is within 20 %; the median has the rest
 * @param calibrationTargets most targets of the validation links that calibrate
 * @param checkpointSeconds a checkpoint is written at least so often
 */
@JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
public record BandwidthTrainingConfig(
    SequenceSettings network,
    int warmUp,
    long sourceCap,
    int leastWindows,
    double missFactor,
    double hitShare,
    int calibrationTargets,
    int checkpointSeconds) {
  /** Checks the ranges, all problems at once. */
  public BandwidthTrainingConfig {
    Problems problems = new Problems("training.bandwidth");
    problems.range("network.hidden, layers", network.hidden().size(), 1, 4);
    network.hidden().forEach(units -> problems.range("network.hidden", units, 1, 1024));
    problems.range("network.dropout", network.dropout(), 0, 0.9);
    problems.above("network.learning-rate", network.learningRate(), 0, 1);
    problems.range("network.weight-decay", network.weightDecay(), 0, 1);
    problems.above("network.clip-norm", network.clipNorm(), 0, 1e9);
    problems.range("network.batch-size", network.batchSize(), 1, 4096);
    problems.range("network.epochs", network.epochs(), 1, 10_000);
    problems.range("network.patience", network.patience(), 0, 10_000);
    problems.range("warm-up", warmUp, 1, LinkMode.DATACENTER.steps() - 1);
    problems.range("source-cap", sourceCap, 1, 1e12);
    problems.range("least-windows", leastWindows, 0, 1e7);
    problems.range("miss-factor", missFactor, 0, 100);
    problems.range("hit-share", hitShare, 0, 1);
    problems.range("calibration-targets", calibrationTargets, 100, 1e7);
    problems.range("checkpoint-seconds", checkpointSeconds, 0, 3600);
    problems.check();
  }

  /** The settings that are shipped, found by experiments with the recorded traces. */
  public static BandwidthTrainingConfig shipped(LinkMode mode) {
    return switch (mode) {
      case DATACENTER ->
          new BandwidthTrainingConfig(
              new SequenceSettings(List.of(128, 64), 0.1, 2e-3, 1e-4, 1, 64, 60, 15),
              12,
              40_000,
              1_600,
              1,
              0.75,
              20_000,
              60);
      case INTERNET ->
          new BandwidthTrainingConfig(
              new SequenceSettings(List.of(256, 128), 0.2, 2e-3, 1e-4, 1, 64, 60, 12),
              24,
              25_000,
              1_600,
              1,
              0.65,
              20_000,
              60);
    };
  }

  /**
   * The shipped settings with some of them replaced.
   *
   * @param overrides by the same names, nested
   * @throws io.wiresmith.core.WiresmithException {@code INVALID_CONFIG} for an unknown name or a
   *     wrong value
   */
  public static BandwidthTrainingConfig parse(LinkMode mode, JsonNode overrides) {
    return Overrides.parse(shipped(mode), overrides, "training.bandwidth");
  }
}
