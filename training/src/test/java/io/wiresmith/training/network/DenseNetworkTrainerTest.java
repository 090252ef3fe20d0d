package io.wiresmith.training.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.wiresmith.onnx.dense.DenseLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DenseNetworkTrainerTest {
  private static final NetworkSettings SMALL =
      new NetworkSettings(List.of(16, 8), true, 0.1, 1, 1, 10, 5e-3, 0, 64, 6, 0, 1);

  @Test
  void learnsWhichClassIsCheapest() {
    LearningRows rows = rows(1500, 1);
    FittedNetwork network = fit(SMALL, 7, rows, Optional.empty());
    float[][] p = network.probabilities(rows.inputs());
    int right = 0;
    for (int i = 0; i < p.length; i++) {
      int choice = p[i][0] > p[i][1] ? (p[i][0] > p[i][2] ? 0 : 2) : p[i][1] > p[i][2] ? 1 : 2;
      right += choice == rows.labels()[i] ? 1 : 0;
    }
    assertThat((double) right / p.length).isGreaterThan(0.85);
    assertThat(network.history()).hasSize(6);
  }

  @Test
  void givesTheSameBitsForTheSameSeedAndOthersForAnother() {
    LearningRows rows = rows(400, 2);
    NetworkSettings decayed =
        new NetworkSettings(List.of(16, 8), true, 0.2, 1, 1, 10, 5e-3, 0.05, 64, 3, 0, 1);
    FittedNetwork first = fit(decayed, 7, rows, Optional.empty());
    FittedNetwork second = fit(decayed, 7, rows, Optional.empty());
    FittedNetwork other = fit(decayed, 8, rows, Optional.empty());
    assertThat(first.network()).isEqualTo(second.network());
    assertThat(first.network()).isNotEqualTo(other.network());
  }

  @Test
  void keepsTheWeightsOfTheBestEpochAndStopsAfterItsPatience() {
    NetworkSettings patient =
        new NetworkSettings(List.of(32), false, 0, 1, 0, 10, 0.05, 0, 16, 60, 3, 1);
    FittedNetwork network = fit(patient, 3, rows(120, 4), Optional.of(rows(200, 5)));
    double least =
        network.history().stream().mapToDouble(EpochLoss::validation).min().orElseThrow();
    assertThat(network.history().get(network.bestEpoch() - 1).validation()).isEqualTo(least);
    assertThat(network.history()).hasSize(network.bestEpoch() + 3);
  }

  @Test
  void foldedLayersAgreeWithTheNetworkOfDjl() {
    LearningRows rows = rows(300, 6);
    FittedNetwork network = fit(SMALL, 9, rows, Optional.empty());
    float[][] expected = network.probabilities(rows.inputs());
    for (int i = 0; i < 300; i++) {
      assertThat(forward(network.network().layers(), rows.inputs()[i]))
          .containsExactly(expected[i], org.assertj.core.data.Offset.offset(2e-6f));
    }
  }

  @Test
  void leaksNoNativeArraysFromEpochToEpoch() {
    List<Long> counts = new ArrayList<>();
    LearningRows rows = rows(300, 6);
    new DenseNetworkTrainer(SMALL, 1, counts::add).fit(epoch -> rows, Optional.of(rows(50, 2)));
    assertThat(counts).hasSize(6);
    assertThat(counts.subList(1, 6)).containsOnly(counts.get(1));
  }

  private static FittedNetwork fit(
      NetworkSettings settings, long seed, LearningRows rows, Optional<LearningRows> validation) {
    return new DenseNetworkTrainer(settings, seed).fit(epoch -> rows, validation);
  }

  private static float[] forward(List<DenseLayer> layers, float[] x) {
    double[] at = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      at[i] = x[i];
    }
    for (int l = 0; l < layers.size(); l++) {
      DenseLayer layer = layers.get(l);
      float[][] weights = layer.weights();
      double[] next = new double[layer.outputs()];
      for (int o = 0; o < next.length; o++) {
        next[o] = layer.bias()[o];
        for (int i = 0; i < layer.inputs(); i++) {
          next[o] += weights[o][i] * at[i];
        }
        if (l < layers.size() - 1) {
          next[o] = Math.max(0, next[o]);
        }
      }
      at = next;
    }
    double sum = 0;
    for (double z : at) {
      sum += Math.exp(z);
    }
    float[] p = new float[at.length];
    for (int c = 0; c < p.length; c++) {
      p[c] = (float) (Math.exp(at[c]) / sum);
    }
    return p;
  }

  static LearningRows rows(int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] x = new float[n][4];
    int[] y = new int[n];
    float[][] regrets = new float[n][3];
    float[] weights = new float[n];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < 4; k++) {
        x[i][k] = (float) (random.nextDouble() * 4 - 2);
      }
      float[] cost = {x[i][0], x[i][1], 0.5f * x[i][2]};
      float least = Math.min(cost[0], Math.min(cost[1], cost[2]));
      for (int c = 0; c < 3; c++) {
        regrets[i][c] = cost[c] - least;
        y[i] = cost[c] == least ? c : y[i];
      }
      weights[i] = 1;
    }
    return new LearningRows(x, y, regrets, weights);
  }
}
