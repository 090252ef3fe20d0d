package io.wiresmith.training.xgboost;

import static org.assertj.core.api.Assertions.assertThat;

import io.wiresmith.training.TestingSpark;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BoostedTreesTrainerTest {
  private static final TreeSettings SMALL =
      new TreeSettings(12, 4, 0.3, 0.8, 0.8, 1, 1, 1, 64, 3, 1);

  private final BoostedTreesTrainer trainer =
      new BoostedTreesTrainer(TestingSpark.session(), 3, 11);

  @Test
  void crossValidatesByFoldAndFitsTheSameBytesAsAPlainFit() {
    ClassifiedRows rows = rows(900, 1);
    FittedTrees plain = trainer.fit(rows, SMALL);
    FittedTrees validated = trainer.crossValidate(rows, SMALL, 3);
    assertThat(validated.json()).isEqualTo(plain.json());
    assertThat(validated.folds()).hasSize(3);
    assertThat(validated.folds()).allSatisfy(fold -> assertThat(fold.accuracy()).isGreaterThan(.6));
    assertThat(validated.folds()).allSatisfy(fold -> assertThat(fold.regret()).isBetween(0., 1.));
    assertThat(validated.folds().stream().mapToLong(FoldScore::rows).sum()).isEqualTo(850);
  }

  @Test
  void findsTheRoundsWhereTheValidationPartIsBest() {
    TreeSettings greedy = new TreeSettings(80, 6, 0.8, 1, 1, 1, 0, 0, 64, 4, 1);
    List<RoundLoss> losses = new ArrayList<>();
    FittedTrees probe = trainer.probe(rows(200, 1), rows(300, 2), greedy, losses::add);
    assertThat(probe.rounds()).isBetween(1, 79);
    assertThat(losses).hasSizeBetween(probe.rounds(), probe.rounds() + 4);
    assertThat(losses.get(probe.rounds() - 1).validation())
        .isEqualTo(losses.stream().mapToDouble(RoundLoss::validation).min().orElseThrow());
    assertThat(losses.get(losses.size() - 1).training()).isLessThan(losses.get(0).training());
    FittedTrees exact = trainer.fit(rows(200, 1), greedy.exactly(probe.rounds()));
    float[][] unseen = rows(50, 9).features();
    assertThat(probe.probabilities(unseen)).isDeepEqualTo(exact.probabilities(unseen));
  }

  @Test
  void predictsProbabilities() {
    ClassifiedRows rows = rows(300, 3);
    float[][] p = trainer.fit(rows, SMALL).probabilities(rows.features());
    assertThat(p).hasDimensions(300, 3);
    assertThat(p[0][0] + p[0][1] + p[0][2])
        .isCloseTo(1, org.assertj.core.data.Offset.offset(1e-5f));
  }

  @Test
  void twoWorkersMakeOneModelEachTime() {
    TreeSettings two = new TreeSettings(12, 4, 0.3, 0.8, 0.8, 1, 1, 1, 64, 3, 2);
    ClassifiedRows rows = rows(600, 5);
    FittedTrees plain = trainer.fit(rows, two);
    FittedTrees validated = trainer.crossValidate(rows, two, 3);
    assertThat(validated.json()).isEqualTo(plain.json());
    float[][] alone = trainer.fit(rows, SMALL).probabilities(rows.features());
    float[][] together = plain.probabilities(rows.features());
    assertThat(together[7][0]).isCloseTo(alone[7][0], org.assertj.core.data.Offset.offset(0.3f));
    assertThat(trainer.probe(rows, rows(200, 6), two).rounds()).isBetween(1, 12);
  }

  static ClassifiedRows rows(int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] x = new float[n][4];
    int[] y = new int[n];
    float[][] regrets = new float[n][3];
    float[] weights = new float[n];
    int[] folds = new int[n];
    boolean[] real = new boolean[n];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < 4; k++) {
        x[i][k] = random.nextInt(10) == 0 ? Float.NaN : (float) random.nextDouble();
      }
      double noise = random.nextDouble() * 0.2;
      y[i] = x[i][0] + noise > 0.6 ? 0 : x[i][1] > 0.5 ? 1 : 2;
      for (int c = 0; c < 3; c++) {
        regrets[i][c] = c == y[i] ? 0 : 0.5f;
      }
      weights[i] = 1;
      folds[i] = i % 3;
      real[i] = i >= 50;
    }
    return new ClassifiedRows(x, y, regrets, weights, folds, real);
  }
}
