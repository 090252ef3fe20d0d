package io.wiresmith.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeldFileTest {
  @TempDir Path directory;

  /** Another process: holds the file until it is killed. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws IOException {
      try (HeldFile held = HeldFile.hold(Path.of(arguments[0]), Duration.ofSeconds(60))) {
        System.out.println("held");
        while (System.in.read() >= 0) { // Its parent says nothing.
          assertThat(held).isNotNull();
        }
      }
    }
  }

  private Path file() {
    return directory.resolve("new/.lock");
  }

  @Test
  void oneThreadOfThisProcessAtATime() {
    try (HeldFile held = HeldFile.tryHold(file()).orElseThrow()) {
      assertThat(held).isNotNull();
      assertThat(HeldFile.tryHold(file())).isEmpty();
      assertThatThrownBy(() -> HeldFile.hold(file(), Duration.ofMillis(50)))
          .isInstanceOfSatisfying(
              WiresmithException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT))
          .hasMessageContaining(".lock for 0 s. Wait for it to end");
    }
    HeldFile.tryHold(file()).orElseThrow().close();
  }

  @Test
  void whatAnotherProcessHoldsIsFreeWhenThatIsKilledAndNotBefore() throws Exception {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                file().toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out = other.inputReader()) {
      assertThat(out.readLine()).isEqualTo("held");
      // Looking must not take the lock away from whoever has it.
      assertThat(HeldFile.tryHold(file())).isEmpty();
      assertThat(HeldFile.tryHold(file())).isEmpty();
    } finally {
      other.destroyForcibly().waitFor();
    }
    HeldFile.hold(file(), Duration.ofSeconds(60)).close();
  }

  @Test
  void saysThatAFileCannotBeLockedAtAll() throws Exception {
    Files.createDirectories(file());
    assertThatThrownBy(() -> HeldFile.tryHold(file()))
        .isInstanceOf(WiresmithException.class)
        .hasMessageStartingWith("Cannot lock " + file());
    assertThatThrownBy(() -> HeldFile.tryHold(file()))
        .as("it is not held for ever")
        .hasMessageStartingWith("Cannot lock");
  }
}
