package io.wiresmith.training.compression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamFoldsTest {
  private final List<Transfer> rows = TestingTransfers.of(2000, 40, 3);

  @Test
  void keepsAStreamInOneFold() {
    int[] folds = StreamFolds.of(rows, 5);
    Map<String, Integer> foldOf = new HashMap<>();
    for (int i = 0; i < folds.length; i++) {
      Integer before = foldOf.putIfAbsent(rows.get(i).stream(), folds[i]);
      assertThat(before == null || before == folds[i]).isTrue();
    }
  }

  @Test
  void givesEveryFoldAboutTheSameShareOfEachLabel() {
    int[] folds = StreamFolds.of(rows, 5);
    long[][] counts = new long[5][3];
    for (int i = 0; i < folds.length; i++) {
      counts[folds[i]][rows.get(i).label()]++;
    }
    for (int label = 0; label < 3; label++) {
      double expected =
          (counts[0][label]
                  + counts[1][label]
                  + counts[2][label]
                  + counts[3][label]
                  + counts[4][label])
              / 5.0;
      for (int fold = 0; fold < 5; fold++) {
        assertThat((double) counts[fold][label]).isBetween(expected * .85, expected * 1.15);
      }
    }
  }

  @Test
  void leavesNoFoldEmptyWhereStreamsHaveNoLabelInCommon() {
    List<Transfer> oneLabelEach = new ArrayList<>();
    for (Transfer row : rows) {
      oneLabelEach.add(named(row, "label" + row.label()));
    }
    assertThat(StreamFolds.of(oneLabelEach, 3)).contains(0, 1, 2);
  }

  private static Transfer named(Transfer row, String stream) {
    return new Transfer(
        row.timeNs(), stream, row.tags(), row.inputs(), row.measured(), row.costs());
  }

  @Test
  void isDeterministicAndHasNoMoreFoldsThanStreams() {
    assertThat(StreamFolds.of(rows, 5)).isEqualTo(StreamFolds.of(rows, 5));
    assertThat(StreamFolds.possible(TestingTransfers.of(50, 3, 1), 5)).isEqualTo(3);
    assertThat(StreamFolds.possible(TestingTransfers.of(50, 1, 1), 5)).isZero();
    assertThat(StreamFolds.possible(rows, 1)).isZero();
  }
}
