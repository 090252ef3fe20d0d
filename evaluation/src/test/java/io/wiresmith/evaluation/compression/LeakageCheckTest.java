package io.wiresmith.evaluation.compression;

import static org.assertj.core.api.Assertions.assertThat;

import io.wiresmith.core.compression.TransferTelemetry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LeakageCheckTest {
  private static final int ROWS = 400;

  private final String[] streams = streams();
  private final double[] entropy = noise(1);
  private final double[] effective = noise(2);
  private final double[] constant = new double[ROWS];

  @Test
  void theContractsInputsAreNoLeak() {
    List<String> inputs = new ArrayList<>(TransferTelemetry.inputFields());
    inputs.addAll(TransferTelemetry.INPUT_TAGS);

    assertThat(LeakageCheck.byName(inputs)).isEmpty();
  }

  @Test
  void findsByNameWhatIsMeasuredAfterwardsOrMadeByTheLabel() {
    assertThat(
            LeakageCheck.byName(
                List.of(
                    "rtt_ms", "effective_bandwidth_mbps", "algorithm", "cost_hde", "rtt_ms_next")))
        .containsExactly(
            "The input algorithm is only measured after the transfer.",
            "The input cost_hde comes from the label.",
            "The input effective_bandwidth_mbps is only measured after the transfer.",
            "The input rtt_ms_next is not among what is known before the transfer.");
  }

  @Test
  void everyFieldMeasuredAfterwardsIsALeakByName() {
    assertThat(TransferTelemetry.FIELDS)
        .filteredOn(field -> !TransferTelemetry.inputFields().contains(field.name()))
        .isNotEmpty()
        .allSatisfy(field -> assertThat(LeakageCheck.byName(List.of(field.name()))).hasSize(1));
  }

  @Test
  void independentColumnsAreNoLeak() {
    Map<String, double[]> inputs = Map.of("entropy", entropy, "hde_ratio", constant);

    assertThat(LeakageCheck.fromTheFuture(inputs, measured(), streams)).isEmpty();
    assertThat(LeakageCheck.sameRow(inputs, measured(), streams)).isEmpty();
  }

  @Test
  void findsAnInputShiftedFromTheFutureOfAnotherInput() {
    Map<String, double[]> inputs = Map.of("entropy", entropy, "jitter_ms", next(entropy));

    assertThat(LeakageCheck.fromTheFuture(inputs, measured(), streams))
        .containsExactly(
            "The input jitter_ms follows entropy of the next row of the stream in 100.0 % of the rows"
                + " where that has changed.");
  }

  @Test
  void findsAnInputShiftedFromWhatTheNextRowMeasures() {
    Map<String, double[]> inputs = Map.of("bandwidth_mbps", next(effective));

    assertThat(LeakageCheck.fromTheFuture(inputs, measured(), streams))
        .containsExactly(
            "The input bandwidth_mbps follows effective_bandwidth_mbps of the next row of the stream"
                + " in 100.0 % of the rows where that has changed.");
  }

  @Test
  void findsACopyInAnotherUnit() {
    double[] kilobits = effective.clone();
    for (int row = 0; row < ROWS; row++) {
      kilobits[row] *= 1000;
    }

    assertThat(LeakageCheck.sameRow(Map.of("bandwidth_mbps", kilobits), measured(), streams))
        .singleElement()
        .asString()
        .contains("follows effective_bandwidth_mbps of the same row");
  }

  @Test
  void historyOfTheStreamIsNoLeakEvenIfItRarelyChanges() {
    double[] steps = new double[ROWS];
    for (int row = 0; row < ROWS; row++) {
      steps[row] = effective[row - row % 5];
    }
    Map<String, double[]> measured = Map.of("effective_bandwidth_mbps", steps);
    Map<String, double[]> inputs = Map.of("bandwidth_mbps", previous(steps));

    assertThat(LeakageCheck.fromTheFuture(inputs, measured, streams)).isEmpty();
    assertThat(LeakageCheck.sameRow(inputs, measured, streams)).isEmpty();
  }

  private Map<String, double[]> measured() {
    return new TreeMap<>(Map.of("effective_bandwidth_mbps", effective, "transfer_ms", constant));
  }

  private static double[] next(double[] values) {
    double[] shifted = values.clone();
    System.arraycopy(values, 1, shifted, 0, ROWS - 1);
    return shifted;
  }

  private static double[] previous(double[] values) {
    double[] shifted = values.clone();
    System.arraycopy(values, 0, shifted, 1, ROWS - 1);
    return shifted;
  }

  private static double[] noise(long seed) {
    return new SplittableRandom(seed).doubles(ROWS, 1, 100).toArray();
  }

  private static String[] streams() {
    String[] names = new String[ROWS];
    for (int row = 0; row < ROWS; row++) {
      names[row] = "s" + row / 100;
    }
    return names;
  }
}
