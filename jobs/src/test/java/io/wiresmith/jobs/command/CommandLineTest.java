package io.wiresmith.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.wiresmith.core.Release;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

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
        "run compresion --telemetry x|Known models: bandwidth, compression, fields",
        "run compression --telemetry x --window soon|'soon' is no duration; write 30d",
        "run fields --variant big --telemetry x --config ../conf/wiresmith.yaml|There is no variant 'big' of fields",
        "run compression --telemetry x --until noon|'noon' is no instant",
        "run compression --telemetry x -o xml|TABLE, JSON",
        "pull compression --to x|Write <model>@<alias>",
        "publish compression --artifact x --evaluation y --config ../conf/wiresmith.yaml --promotion maybe|auto, manual or approval",
        "promote|Name a version, such as compression@challenger",
        "promote compression@1 --pending --to canary|exclude each other",
        "promote compression@1 --force|--force belongs to --pending",
        "models prune|Say what is old: --keep-last N",
        "models prune --keep-last 0|required: 1 or more",
        "pull compression-big@champion --to x --registry src|Nothing of that name is trained; there is compression.",
        "models --registry ftp://x|What works: a directory",
        "models --registry http://anna:secret@x|set MLFLOW_TRACKING_USERNAME",
        "mlflow|bin/wiresmith mlflow up",
        "mlflow up --port 70000|required: 1 to 65535",
      })
  void wrongUsageIsExitTwoWithTheRemedy(String line, String remedy) {
    assertThat(execute(line.split(" "))).isEqualTo(2);
    assertThat(err.toString()).contains(remedy);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void whatAConverterSaysNamesNoClass() {
    assertThat(execute("runs", "list", "--workspace", "hdfs:/x")).isEqualTo(2);
    assertThat(err.toString())
        .contains("Invalid value for option '--workspace': hdfs:/x is no place for files.")
        .doesNotContain("io.wiresmith", "cannot convert");
  }

  @Test
  void anOptionThatIsLikeNoOtherIsNotTakenForOne() {
    assertThat(execute("schedule", "next", "compression", "--ledger", "x")).isEqualTo(2);
    assertThat(err.toString()).contains("'--ledger' is unknown.").doesNotContain("Did you mean");
  }

  @Test
  void anEmptyRegistryIsNoError() {
    assertThat(execute("models", "--registry", directory.toString())).isZero();
    assertThat(out.toString()).contains("No models in");
    assertThat(execute("models", "--registry", directory.toString(), "-o", "json")).isZero();
    assertThat(out.toString()).contains("[ ]");
  }

  @Test
  void aDamagedVersionIsShownAndNotVerified() throws IOException {
    Path version = directory.resolve("models/wiresmith-compression/3");
    Files.writeString(Files.createDirectories(version).resolve("version.json"), "{");
    String registry = directory.toString();

    assertThat(execute("models", "--registry", registry)).isZero();
    assertThat(out.toString()).contains("compression@3", "DAMAGED", version.toString());
    assertThat(execute("models", "--registry", registry, "-o", "json")).isZero();
    assertThat(out.toString()).contains("\"damage\" :", "\"number\" : 3");
    assertThat(execute("verify", "--registry", registry)).isEqualTo(13);
    assertThat(execute("verify", "compression@3", "--registry", registry)).isEqualTo(13);
    assertThat(err.toString()).contains("compression@3 is damaged", version.toString());
  }

  @Test
  void nothingThatWaitsIsExitFourteen() {
    assertThat(execute("promote", "--pending", "--registry", directory.toString())).isEqualTo(14);
    assertThat(err.toString()).contains("No approved version waits in").contains("--approve-by");
  }

  @Test
  void nothingToResumeIsExitFourteen() {
    assertThat(execute("resume", "latest", "--workspace", directory.toString())).isEqualTo(14);
    assertThat(err.toString()).contains("No run").contains("runs list");
  }

  @Test
  void aScheduleIsShownWithoutThePasswordsOfItsAddresses() {
    assertThat(
            execute(
                "schedule",
                "show",
                "compression",
                "--config=../conf/wiresmith.yaml",
                "--workspace=" + directory,
                "-Dschedules.compression.telemetry=influxdb+http://u:SECRET@host/t",
                "-Dschedules.compression.registry=http://u:SECRET@host"))
        .isZero();
    assertThat(out.toString())
        .contains("influxdb+http://***@host/t", "http://***@host")
        .doesNotContain("SECRET");
  }

  @Test
  void aFilterThatNothingMatchesIsNamedAndNotTheLackOfRuns() {
    String workspace = directory.toString();

    assertThat(execute("runs", "list", "--workspace", workspace, "--model", "fields")).isZero();
    assertThat(out.toString()).contains("No run matches", "leave out --model");
    assertThat(execute("runs", "list", "--workspace", workspace)).isZero();
    assertThat(out.toString()).contains("No runs yet");
  }

  @Test
  void aSimulationIsNotBegunOnTheLedgerOfAnother() throws IOException {
    Files.createFile(directory.resolve("ledger.db"));

    assertThat(execute("simulate", "--from", "2026-11-01", "--dir", directory.toString()))
        .isEqualTo(2);
    assertThat(err.toString()).contains(directory.toString(), "ledger.db", "an empty directory");
  }

  @Test
  void helpNamesEveryVerb() {
    assertThat(execute("--help")).isZero();
    assertThat(out.toString())
        .contains("run", "resume", "evaluate", "pull", "promote", "rollback", "verify", "diff")
        .doesNotContain("decide");
  }

  @Test
  void labelAndTrainTakeADataset() {
    for (String verb : List.of("label", "train")) {
      assertThat(execute(verb, "compression")).isEqualTo(2);
      assertThat(err.toString()).contains("Missing required option: '--dataset=REF'");
      assertThat(execute(verb, "--help")).isZero();
      assertThat(out.toString()).contains("wiresmith " + verb, "<model>", "--workspace");
    }
  }

  @Test
  void aVerbThatIsNamedIsKnownAloneAndHelpsAsAmongAll() {
    CommandLine all = CommandLineFactory.create("--help");

    assertThat(all.getSubcommands()).hasSizeGreaterThan(30);
    assertThat(CommandLineFactory.create("completion").getSubcommands())
        .hasSameSizeAs(all.getSubcommands());
    all.getSubcommands()
        .forEach(
            (verb, command) -> {
              CommandLine line = CommandLineFactory.create(verb, "--help");
              assertThat(line.getSubcommands()).containsKey(verb);
              assertThat(verb.equals("completion") || line.getSubcommands().size() == 1).isTrue();
              assertThat(line.getSubcommands().values())
                  .extracting(CommandLine::getUsageMessage)
                  .contains(command.getUsageMessage());
            });
  }

  @Test
  void tellsTheReleaseOnce() {
    assertThat(execute("version", "-o", "json")).isZero();
    assertThat(out.toString()).contains("\"version\" : \"" + Release.VERSION + "\"");
    assertThat(execute("--version")).isZero();
    assertThat(out.toString()).contains("wiresmith " + Release.VERSION);
  }

  private int execute(String... line) {
    return CommandLineFactory.create(new PrintWriter(out, true), new PrintWriter(err, true))
        .execute(line);
  }
}
