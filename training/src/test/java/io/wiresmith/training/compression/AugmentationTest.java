package io.wiresmith.training.compression;

import static org.assertj.core.api.Assertions.assertThat;

import io.wiresmith.core.compression.TransferTelemetry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class AugmentationTest {
  private static final int BANDWIDTH =
      TransferTelemetry.inputFields().indexOf(TransferTelemetry.BANDWIDTH_MBPS);
  private final List<Transfer> rows = TestingTransfers.of(300, 10, 5);

  @Test
  void swapsTheNetworkWithARowOfTheSameGroupAndRecomputesTheCosts() {
    int[] groups = new int[300];
    Arrays.fill(groups, 150, 300, 1);
    List<Transfer> made = new Augmentation(new AugmentationSettings(1, 1, 0)).once(rows, groups, 9);
    for (int i = 0; i < 300; i++) {
      double bandwidth = made.get(i).inputs()[BANDWIDTH];
      int partner = -1;
      for (int j = 0; j < 300; j++) {
        partner = rows.get(j).inputs()[BANDWIDTH] == bandwidth ? j : partner;
      }
      assertThat(groups[partner]).isEqualTo(groups[i]);
      Transfer.Measured own = rows.get(i).measured();
      double effective = rows.get(partner).measured().effectiveMbps();
      assertThat(made.get(i).costs()[1])
          .isCloseTo(
              own.compressedMb()[1] * 8000 / effective + own.compressMillis()[1] * 1.3,
              Offset.offset(1e-9));
    }
  }

  @Test
  void takesThePenaltyOfTheNewRowsLinkWherePenaltiesDifferByNetworkMode() {
    int cpu = TransferTelemetry.inputFields().indexOf(TransferTelemetry.CPU_USAGE);
    List<Transfer> differing =
        rows.stream()
            .map(row -> penalised(row, penalty(row.tags()[0], row.inputs()[cpu])))
            .toList();
    List<Transfer> made =
        new Augmentation(new AugmentationSettings(1, 1, 1)).once(differing, new int[300], 9);
    assertThat(made)
        .allSatisfy(
            row -> {
              double expected = penalty(row.tags()[0], row.inputs()[cpu]);
              assertThat(row.measured().cpuPenalty()).isCloseTo(expected, Offset.offset(1e-9));
              assertThat(row.costs()).isEqualTo(row.measured().costs());
            });
    long moved = 0;
    for (int i = 0; i < 300; i++) {
      moved += made.get(i).tags()[0].equals(rows.get(i).tags()[0]) ? 0 : 1;
    }
    assertThat(moved).isGreaterThan(50);
  }

  @Test
  void leavesARowAloneWhereThePenaltyOfItsNewLinkIsNotKnown() {
    List<Transfer> differing = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      differing.add(penalised(rows.get(i), 1 + 0.01 * i));
    }
    List<Transfer> made =
        new Augmentation(new AugmentationSettings(1, 1, 1)).once(differing, new int[300], 9);
    assertThat(made).isEqualTo(differing);
  }

  private static double penalty(String link, double load) {
    return link.equals("wan") ? 1 + load : 2 + 0.5 * load;
  }

  private static Transfer penalised(Transfer row, double penalty) {
    Transfer.Measured was = row.measured();
    Transfer.Measured measured =
        new Transfer.Measured(
            was.effectiveMbps(), was.compressedMb(), was.compressMillis(), penalty);
    return new Transfer(
        row.timeNs(), row.stream(), row.tags(), row.inputs(), measured, measured.costs());
  }

  @Test
  void mixesPayloadsBetweenTheirTwoRows() {
    List<Transfer> made =
        new Augmentation(new AugmentationSettings(1, 0, 1)).once(rows, new int[300], 9);
    int entropy = TransferTelemetry.inputFields().indexOf(TransferTelemetry.ENTROPY);
    assertThat(made).anyMatch(row -> row.inputs()[entropy] != rows.get(0).inputs()[entropy]);
    assertThat(made)
        .allSatisfy(row -> assertThat(row.inputs()[entropy]).isBetween(0.1, 1.1))
        .allSatisfy(row -> assertThat(row.costs()).doesNotContain(Double.NaN));
  }

  @Test
  void isEqualForEqualSeedsAndLeavesTheRowsAlone() {
    Augmentation augmentation = new Augmentation(new AugmentationSettings(1, 0.5, 0.5));
    double[] before = rows.get(7).inputs().clone();
    List<Transfer> first = augmentation.once(rows, new int[300], 4);
    List<Transfer> second = augmentation.once(rows, new int[300], 4);
    assertThat(rows.get(7).inputs()).isEqualTo(before);
    for (int i = 0; i < 300; i++) {
      assertThat(first.get(i).inputs()).isEqualTo(second.get(i).inputs());
      assertThat(first.get(i).costs()).isEqualTo(second.get(i).costs());
    }
  }
}
