package io.wiresmith.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OwnerTest {
  private static final Path STAT = Path.of("/proc/self/stat");

  @Test
  void aProcessThatLivesIsNotDead() {
    assertThat(Owner.here().dead()).isFalse();
  }

  @Test
  void anotherLifeOfAProcessNumberIsDead() {
    String name = Owner.here().name();

    assertThat(new Owner(name.substring(0, name.lastIndexOf('/')) + "/12345").dead()).isTrue();
  }

  @Test
  void ofAnotherMachineOrContainerOfThatNameNobodyKnows() {
    assumeThat(STAT).exists();
    String here = Owner.here().name();
    String[] parts = here.split("-");

    assertThat(new Owner(here.replace("-" + parts[parts.length - 1], "-1")).dead()).isFalse();
    assertThat(new Owner(here.replace("-" + parts[parts.length - 2], "-00000000")).dead())
        .isFalse();
  }

  @Test
  void ofAnotherMachineNobodyKnows() {
    assertThat(new Owner("elsewhere.invalid/1/1").dead()).isFalse();
  }

  @Test
  void itsStartIsNoTimeOfDaySoThatASetClockBuriesNobody() throws IOException {
    assumeThat(STAT).exists();
    String[] stat = Files.readString(STAT).replaceFirst("^.*\\) ", "").split(" ");
    String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id"));

    assertThat(Owner.here().name())
        .matches(".*/" + stat[19] + "-" + boot.substring(0, 8) + "-[0-9]+");
  }
}
