package io.wiresmith.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rum compression|Did you mean 'run'?",
        "run compression --telemtry x|Did you mean '--telemetry'?",
        "run compression|Missing required option: '--telemetry",
        "run compresion --telemetry x|Known models: compression",
        "run compression --telemetry x --window soon|'soon' is no duration; write 30d",
        "run compression --telemetry x --until noon|'noon' is no instant",
        "run compression --telemetry x -o xml|TABLE, JSON",
        "pull compression --to x|Write <model>@<alias>",
        "models --registry ftp://x|What works: a directory",
        "models --registry http://x|MLflow server, which is not supported yet",
      })
  void wrongUsageIsExitTwoWithTheRemedy(String line, String remedy) {
    assertThat(execute(line.split(" "))).isEqualTo(2);
    assertThat(err.toString()).contains(remedy);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void anEmptyRegistryIsNoError() {
    assertThat(execute("models", "--registry", directory.toString())).isZero();
    assertThat(out.toString()).contains("No models in");
    assertThat(execute("models", "--registry", directory.toString(), "-o", "json")).isZero();
    assertThat(out.toString()).contains("[ ]");
  }

  @Test
  void nothingToResumeIsExitFourteen() {
    assertThat(execute("resume", "latest", "--workspace", directory.toString())).isEqualTo(14);
    assertThat(err.toString()).contains("No run").contains("runs list");
  }

  @Test
  void helpNamesEveryVerb() {
    assertThat(execute("--help")).isZero();
    assertThat(out.toString())
        .contains("run", "resume", "evaluate", "pull", "promote", "rollback", "verify", "diff")
        .doesNotContain("decide");
  }

  private int execute(String... line) {
    return CommandLineFactory.create(new PrintWriter(out, true), new PrintWriter(err, true))
        .execute(line);
  }
}
