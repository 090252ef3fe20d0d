package io.wiresmith.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EndingProcessTest {
  @RepeatedTest(3) // Without the environment held, two of five crash.
  void aProcessThatIsToldToEndSaysSoAndBlamesNoModel() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                EndingProcess.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader lines = process.inputReader()) {
      assertThat(lines.readLine()).isEqualTo(EndingProcess.WORKS);
      process.toHandle().destroy(); // Process.destroy would close the pipe too.
      assertThat(lines.readLine())
          .startsWith("Interrupted")
          .contains("again")
          .doesNotContain("Export");
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(143);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void anInterruptedThreadBlamesNoModelEither() {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> OnnxModel.load(TestingGraphs.sum()))
          .isInstanceOfSatisfying(
              WiresmithException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT))
          .hasMessageStartingWith("Interrupted while a model was loaded");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
