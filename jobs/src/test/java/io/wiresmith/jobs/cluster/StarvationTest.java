package io.wiresmith.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StarvationTest {
  private static final long SECOND = 1_000_000_000L;

  private final Starvation starvation = new Starvation(Duration.ofSeconds(10));

  @Test
  void jobsThatNoExecutorTakesStarveAfterTheirPatience() {
    assertThat(starvation.look(1, 0, 5 * SECOND)).isFalse();
    assertThat(starvation.look(1, 0, 15 * SECOND)).isFalse();
    assertThat(starvation.look(1, 0, 16 * SECOND)).isTrue();
  }

  @Test
  void anExecutorOrAPauseBeginsThePatienceAnew() {
    assertThat(starvation.look(1, 0, 0)).isFalse();
    assertThat(starvation.look(1, 1, 9 * SECOND)).isFalse();
    assertThat(starvation.look(1, 0, 12 * SECOND)).isFalse();
    assertThat(starvation.look(0, 0, 20 * SECOND)).isFalse();
    assertThat(starvation.look(2, 0, 30 * SECOND)).isFalse();
    assertThat(starvation.look(2, 0, 39 * SECOND)).isFalse();
    assertThat(starvation.look(2, 0, 41 * SECOND)).isTrue();
  }
}
