package io.wiresmith.registry.directory;

import static io.wiresmith.registry.TestingRegistration.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.wiresmith.registry.RegisteredVersion;
import io.wiresmith.registry.TestingRegistration;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only shows between processes: the lock, and what a killed one leaves. */
class ProcessesTest {
  @TempDir Path directory;

  private Process start(String name, List<String> runKeys) throws IOException {
    return RegisteringProcess.start(
        directory.resolve("registry"), directory.resolve(name), runKeys);
  }

  private DirectoryRegistry registry() {
    return new DirectoryRegistry(directory.resolve("registry"));
  }

  @Test
  void twoProcessesNumberTheirVersionsWithoutGap() throws Exception {
    Process one = start("one", keys(1, 12));
    Process two = start("two", keys(7, 18));

    assertThat(one.waitFor()).isZero();
    assertThat(two.waitFor()).isZero();
    assertThat(numbers()).containsExactlyElementsOf(IntStream.rangeClosed(1, 18).boxed().toList());
    registry().list(KEY).forEach(registry()::verify);
  }

  @Test
  void aKilledProcessHoldsNothingUp() throws Exception {
    for (int kill = 1; kill <= 3; kill++) {
      Process killed = start("killed-" + kill, keys(kill * 1000, kill * 1000 + 900));
      try (BufferedReader out = killed.inputReader()) {
        for (int line = 0; line < kill; line++) {
          assertThat(out.readLine()).isNotNull();
        }
        killed.destroyForcibly().waitFor();
      }
      registry().list(KEY).forEach(registry()::verify);
      String next = "after-" + kill;
      RegisteredVersion version =
          registry().register(TestingRegistration.of(directory.resolve("here"), next).build());
      assertThat(numbers())
          .containsExactlyElementsOf(IntStream.rangeClosed(1, version.number()).boxed().toList());
    }
  }

  private List<Integer> numbers() {
    return registry().list(KEY).stream().map(RegisteredVersion::number).toList();
  }

  private static List<String> keys(int first, int last) {
    return IntStream.rangeClosed(first, last).mapToObj(i -> "run-" + i).toList();
  }
}
