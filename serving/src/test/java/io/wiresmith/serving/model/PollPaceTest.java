package io.wiresmith.serving.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PollPaceTest {
  private static final PollPace PACE = new PollPace(Duration.ofSeconds(2), Duration.ofSeconds(30));

  @Test
  void aPauseIsAFifthShorterOrLongerAndEveryServersOwn() {
    Random random = new Random(7);
    List<Duration> pauses = Stream.generate(() -> PACE.next(0, random)).limit(1000).toList();

    assertThat(pauses)
        .allSatisfy(
            it -> assertThat(it).isBetween(Duration.ofMillis(1600), Duration.ofMillis(2400)));
    assertThat(pauses.stream().distinct()).hasSizeGreaterThan(990);
    assertThat(pauses.stream().mapToLong(Duration::toMillis).average().orElse(0))
        .isBetween(1970.0, 2030.0);
  }

  @Test
  void looksLessAndLessOftenButNeverLessThanTheLongest() {
    Random random = new Random(7);
    List<Double> pauses =
        IntStream.of(0, 1, 2, 3, 4, 5, 6, 100, Integer.MAX_VALUE)
            .mapToObj(failures -> PACE.next(failures, random).toMillis() / 2000.0)
            .toList();

    List<Double> wanted = List.of(1.0, 1.0, 2.0, 4.0, 8.0, 15.0, 15.0, 15.0, 15.0);
    for (int i = 0; i < wanted.size(); i++) {
      assertThat(pauses.get(i)).isBetween(.8 * wanted.get(i), 1.2 * wanted.get(i));
    }
  }

  @Test
  void aPauseLongerThanTheLongestStays() {
    assertThat(PollPace.every(Duration.ofMinutes(10)).next(50, new Random(7)))
        .isBetween(Duration.ofMinutes(8), Duration.ofMinutes(12));
  }
}
