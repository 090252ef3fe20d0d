package io.wiresmith.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeldDirectoryTest {
  private static final String PREFIX = ".made-";

  @TempDir Path parent;

  @Test
  void whatADeadMakerLeftGoesAndWhatAnotherHoldsStays() throws IOException {
    Path dead = Files.createDirectory(parent.resolve(PREFIX + "dead"));
    Files.createFile(dead.resolve(".lock"));
    Files.createFile(dead.resolve("half"));
    Path unknown = Files.createDirectory(parent.resolve(PREFIX + "1234"));

    try (HeldDirectory one = HeldDirectory.open(parent, PREFIX);
        HeldDirectory two = HeldDirectory.open(parent, PREFIX)) {
      assertThat(dead).doesNotExist();
      assertThat(unknown).exists(); // Nobody can tell whose it is.
      assertThat(one.path()).exists().isNotEqualTo(two.path());
    }
    assertThat(AtomicFiles.list(parent)).containsExactly(unknown);
  }

  @Test
  void whatWasMovedOutOfItStays() throws IOException {
    try (HeldDirectory held = HeldDirectory.open(parent, PREFIX)) {
      Path made = Files.createDirectory(held.path().resolve("made"));
      Files.move(made, parent.resolve("done"));
    }
    assertThat(AtomicFiles.list(parent)).containsExactly(parent.resolve("done"));
  }
}
