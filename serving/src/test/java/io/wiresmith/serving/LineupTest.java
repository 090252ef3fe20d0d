package io.wiresmith.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.ModelRef;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LineupTest {
  private static Lineup of(String... refs) {
    return Lineup.of(Arrays.stream(refs).map(ModelRef::parse).toList());
  }

  @Test
  void aModelWithVariantsIsFollowedByEachOfThem() {
    assertThat(of("bandwidth@champion", "compression@2").followed().values())
        .extracting(ModelRef::toString)
        .containsExactly(
            "bandwidth-datacenter@champion", "bandwidth-internet@champion", "compression@2");
  }

  @Test
  void aPartThatIsNamedTooIsFollowedOnce() {
    Lineup lineup =
        of("bandwidth@champion", "bandwidth-internet@champion", "bandwidth-datacenter@champion");
    assertThat(lineup.named()).hasSize(3);
    assertThat(lineup.followed()).hasSize(2);
  }

  @Test
  void twoVersionsOfAPartAreRefused() {
    assertThatThrownBy(() -> of("bandwidth-internet@3", "bandwidth@champion"))
        .hasMessageContaining("bandwidth-internet@3")
        .hasMessageContaining("bandwidth-internet@champion");
    assertThatThrownBy(() -> of("compression@1", "compression@2"))
        .hasMessageContaining("names a model twice");
  }

  @Test
  void aVariantThatThereIsNotIsRefusedBeforeAnythingStarts() {
    assertThatThrownBy(() -> of("fields-x@champion"))
        .hasMessage("There is no model 'fields-x'. Known: fields.");
    assertThatThrownBy(() -> of("bandwidth-wifi@champion"))
        .hasMessageContaining("bandwidth-datacenter, bandwidth-internet");
  }

  @Test
  void aNumberOfSeveralModelsIsRefused() {
    assertThatThrownBy(() -> of("bandwidth@3"))
        .hasMessageContaining("bandwidth@champion")
        .hasMessageContaining("bandwidth-datacenter@3");
  }
}
