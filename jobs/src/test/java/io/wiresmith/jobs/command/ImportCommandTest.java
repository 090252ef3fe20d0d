package io.wiresmith.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.telemetry.influx.TestingInflux;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path directory;

  @Test
  void filesGoIntoADatabaseThatIsMadeAndAgainChangeNothing() throws IOException {
    Files.writeString(directory.resolve("b.lp"), "# comment\nm,a=1 f=1 1790000000000000003\n");
    Files.writeString(directory.resolve("a.lp"), "m f=1 1\r\n\n  m s=\"x\ny\" 2 \nm f=5 1\n");
    try (TestingInflux influx = TestingInflux.v1().start()) {
      for (int i = 0; i < 2; i++) {
        JsonNode report = imported(0, directory.toString(), "--to", uri(influx));
        assertThat(report.path("files").asInt()).isEqualTo(2);
        assertThat(report.path("read").asInt()).isEqualTo(4);
        assertThat(report.path("written").asInt()).isEqualTo(4);
        assertThat(report.path("quarantined").asInt()).isZero();
        assertThat(report.path("target").asText()).isEqualTo(uri(influx));
      }
      assertThat(err.toString()).containsOnlyOnce("was missing: created the database telemetry");
      assertThat(influx.query("telemetry", "SELECT f, s FROM m"))
          .contains("[[1,5,null],[2,null,\"x\\ny\"],[1790000000000000003,1,null]]");
    }
  }

  @Test
  void linesThatAreNoPointsAreCountedByReasonAndTheOthersAreWritten() throws IOException {
    Path file = directory.resolve("dirty.lp");
    Files.writeString(
        file,
        """
        m f=1 1
        no point
        m f=2
        m f=NaN 3
        m f="text" 4
        m time=5,f=5 5
        m f=6 6
        """);
    try (TestingInflux influx = TestingInflux.v1().start()) {
      JsonNode report = imported(12, file.toString(), "--to", uri(influx));

      assertThat(report.path("read").asInt()).isEqualTo(7);
      assertThat(report.path("written").asInt()).isEqualTo(2);
      assertThat(report.path("reasons"))
          .isEqualTo(
              Json.mapper()
                  .readTree("{\"grammar\":1,\"missing field\":1,\"not finite\":1,\"server\":2}"));
      assertThat(err.toString())
          .contains("71.43 % of the lines are refused", "quality.max-quarantined-ratio")
          .contains("datasets quarantine import-");
      assertThat(influx.query("telemetry", "SELECT f FROM m")).contains("[[1,1],[6,6]]");
      out.getBuffer().setLength(0);
      imported(0, file.toString(), "--to", uri(influx), "-Dquality.max-quarantined-ratio=0.8");
    }
  }

  @Test
  void timesAreConvertedAndOtherMeasurementsLeftOut() throws IOException {
    Path file = directory.resolve("ms.lp");
    Files.writeString(file, "m f=1 1500\nother f=1 1\nm f=2 -7\t \nm f=3 9223372036854775807\n");
    try (TestingInflux influx = TestingInflux.v1().start()) {
      JsonNode report =
          imported(
              12, file.toString(), "--to", uri(influx), "--precision", "ms", "--measurement", "m");

      assertThat(report.path("others").asInt()).isEqualTo(1);
      assertThat(report.path("reasons")).hasToString("{\"range\":1}");
      assertThat(influx.query("telemetry", "SELECT f FROM m, other"))
          .contains("[[-7000000,2],[1500000000,1]]");
    }
  }

  @Test
  void aWrongTargetOrFileIsExitTwoWithTheRemedy() throws IOException {
    Path file = Files.writeString(directory.resolve("a.lp"), "m f=1 1\n");
    assertThat(execute("import", "lp", file.toString(), "--to", "telemetry")).isEqualTo(2);
    assertThat(err.toString()).contains("influxdb+http(s)://host:port/<database>");
    assertThat(execute("import", "lp", directory + "/none", "--to", "influxdb+http://127.0.0.1/x"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("none does not exist");
    assertThat(execute("import")).isEqualTo(2);
    assertThat(err.toString()).contains("import lp FILE");
  }

  @Test
  void generatedTelemetryGoesIntoADatabaseOrIntoFiles() {
    try (TestingInflux influx = TestingInflux.v1().start()) {
      assertThat(execute("generate", "compression", "--samples", "300", "--to", uri(influx)))
          .as(err.toString())
          .isZero();
      assertThat(influx.query("telemetry", "SELECT count(rtt_ms) FROM dwcp_transfer"))
          .contains("[0,300]");
      assertThat(execute("generate", "compression", "--out", "x", "--to", uri(influx)))
          .isEqualTo(2);
      assertThat(execute("generate", "compression")).isEqualTo(2);
      assertThat(err.toString()).contains("--out=DIR").contains("--to=URI");
    }
  }

  @Test
  void aDatabaseThatMayNotBeMadeIsMissing() throws IOException {
    Path file = Files.writeString(directory.resolve("a.lp"), "m f=1 1\n");
    try (TestingInflux influx = TestingInflux.v1().start()) {
      assertThat(execute("import", "lp", file.toString(), "--to", uri(influx), "--no-create"))
          .isEqualTo(2);
      assertThat(err.toString()).contains("is missing").contains("--create");
    }
  }

  private static String uri(TestingInflux influx) {
    return influx.location("telemetry").toString();
  }

  private JsonNode imported(int exit, String... words) {
    String[] line = new String[words.length + 4];
    line[0] = "import";
    line[1] = "lp";
    System.arraycopy(words, 0, line, 2, words.length);
    line[line.length - 2] = "-o";
    line[line.length - 1] = "json";
    out.getBuffer().setLength(0);
    assertThat(execute(line)).as(err.toString()).isEqualTo(exit);
    return Json.parse(
        out.toString().getBytes(StandardCharsets.UTF_8), JsonNode.class, "the result");
  }

  private int execute(String... line) {
    String[] all = java.util.Arrays.copyOf(line, line.length + 4);
    all[line.length] = "--workspace";
    all[line.length + 1] = directory.resolve("workspace").toString();
    all[line.length + 2] = "--config";
    all[line.length + 3] = "../conf/wiresmith.yaml";
    return CommandLineFactory.create(new PrintWriter(out, true), new PrintWriter(err, true))
        .execute(all);
  }
}
