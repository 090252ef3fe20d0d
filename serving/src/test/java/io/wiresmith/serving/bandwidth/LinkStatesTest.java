package io.wiresmith.serving.bandwidth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.bandwidth.HybridMode;
import io.wiresmith.core.bandwidth.ModeState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LinkStatesTest {
  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
  private static final LinkState SEEN = seen(1);
  private final LinkStates states = new LinkStates(new LinkMemory(Duration.ofMinutes(15), 3));

  private static LinkState seen(float forecast) {
    return new LinkState(
        new ModeState(HybridMode.INTERNET, .9, Optional.of(NOW)),
        Tail.of(new float[] {1, 2, 3, 4, 5, 6, 7, forecast}, 0, 8),
        forecast);
  }

  @Test
  void aLinkIsForgottenSomeTimeAfterItsLastRequest() {
    states.put("a", SEEN, NOW);
    assertThat(states.get("a", NOW.plusSeconds(900))).isEqualTo(SEEN);
    assertThat(states.get("a", NOW.plusSeconds(901))).isEqualTo(LinkState.UNSEEN);
    assertThat(states.get("b", NOW)).isEqualTo(LinkState.UNSEEN);
  }

  @Test
  void thoseThatAreOverGiveTheirRoomBack() {
    states.put("a", SEEN, NOW);
    states.put("b", SEEN, NOW.plusSeconds(600));
    states.put("c", SEEN, NOW.plusSeconds(1000));
    assertThat(states.size()).isEqualTo(2);
  }

  @Test
  void beyondTheBoundTheOneThatWasAskedForLongestAgoIsForgotten() {
    for (String link : new String[] {"a", "b", "c"}) {
      states.put(link, SEEN, NOW);
    }
    states.put("a", states.get("a", NOW), NOW);
    states.put("d", SEEN, NOW);
    assertThat(states.size()).isEqualTo(3);
    assertThat(states.get("a", NOW)).isEqualTo(SEEN);
    assertThat(states.get("b", NOW)).isEqualTo(LinkState.UNSEEN);
  }

  @Test
  void aMemoryThatHoldsNothingIsRefused() {
    assertThatThrownBy(() -> new LinkMemory(Duration.ZERO, 3))
        .isInstanceOf(WiresmithException.class)
        .hasMessageContaining("--link-memory");
    assertThatThrownBy(() -> new LinkMemory(Duration.ofMinutes(1), 0))
        .hasMessageContaining("--max-links 0");
  }

  @Test
  void asManyLinksAsShipFitIntoTheHeapThatShips() {
    LinkStates many = new LinkStates(LinkMemory.DEFAULT);
    long before = used();
    for (int i = 0; i < 75_000; i++) {
      many.put("node-%06d/eth0".formatted(i), seen(i), NOW.plusMillis(i));
    }
    long bytes = used() - before;
    assertThat(many.size()).isEqualTo(LinkMemory.DEFAULT.most());
    assertThat(bytes / many.size()).isLessThan(400);
    assertThat(many.get("node-074999/eth0", NOW).forecast()).isEqualTo(74_999);
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
