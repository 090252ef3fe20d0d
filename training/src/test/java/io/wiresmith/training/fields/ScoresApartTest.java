package io.wiresmith.training.fields;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScoresApartTest {
  private static final int COUNT = 1000;

  private static ScoresApart apart(float everywhere, float once) {
    float[] graph = new float[COUNT];
    float[] network = new float[COUNT + 7];
    for (int i = 0; i < COUNT; i++) {
      network[7 + i] = i % 10;
      graph[i] = network[7 + i] + everywhere * (1 + network[7 + i]);
    }
    graph[420] += once;
    return ScoresApart.of(graph, network, 7);
  }

  @Test
  void roundingThatAFewStepsAmplifyIsNoOtherGraph() {
    assertThat(apart(1e-5f, 0.0022f).rounded()).isTrue();
    assertThat(apart(0, 0.01f).most()).isCloseTo(0.01, within(1e-6));
    assertThat(apart(0, 0.01f).at()).isEqualTo(420);
  }

  @Test
  void farEverywhereOrVeryFarOnceIsAnotherGraph() {
    assertThat(apart(2e-3f, 0).rounded()).isFalse();
    assertThat(apart(0, 0.1f).rounded()).isFalse();
    assertThat(apart(0, Float.NaN).rounded()).isFalse();
    assertThat(apart(0, Float.POSITIVE_INFINITY).rounded()).isFalse();
  }
}
