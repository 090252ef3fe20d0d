package io.wiresmith.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.telemetry.TelemetryFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetsCommandTest {
  @TempDir static Path directory;
  private static String before = "";
  private static String after = "";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void twoExtractions() throws IOException {
    DatasetsCommandTest command = new DatasetsCommandTest();
    command.json("generate", "compression", "--samples", "600", "--out", directory + "/made");
    List<String> lines = new ArrayList<>();
    try (InputStream in = TelemetryFile.open(directory.resolve("made/transfers-000.lp.gz"))) {
      lines.addAll(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    }
    List<String> first = new ArrayList<>(lines.subList(0, 595));
    first.add("no point");
    before = command.extracted(Files.write(directory.resolve("a.lp"), first));
    List<String> second = new ArrayList<>(lines.subList(3, 600));
    second.set(0, second.get(0).replaceAll("rtt_ms=[^,]*", "rtt_ms=7.25"));
    after = command.extracted(Files.write(directory.resolve("b.lp"), second));
  }

  private String extracted(Path file) {
    return json("extract", "compression", "--telemetry", file.toString(), "--master", "local[1]")
        .path("dataset")
        .asText();
  }

  @Test
  void listNamesEveryDatasetTheNewestFirst() {
    JsonNode list = json("datasets", "list").path("datasets");

    assertThat(list.findValuesAsText("sha256")).containsExactly(after, before);
    assertThat(list.get(1).path("rows").asInt()).isEqualTo(595);
    assertThat(list.get(1).path("source").asText()).contains("a.lp");
    assertThat(text("datasets", "list"))
        .contains(after.substring(0, 12), "raw", "compression", "597 rows", "2026-10-16 to");
  }

  @Test
  void oneThatIsDamagedDoesNotHideTheOthers() throws IOException {
    Path damaged = directory.resolve("workspace/raw/compression").resolve("0".repeat(64));
    Files.createDirectories(damaged);
    Files.writeString(damaged.resolve("manifest.json"), "{");

    assertThat(json("datasets", "list").path("damaged").toString()).contains("0".repeat(64));
    assertThat(text("datasets")).contains("damaged   ").contains(before.substring(0, 12));
  }

  @Test
  void showSaysWhatADatasetIs() {
    assertThat(text("datasets", "show", before.substring(0, 8)))
        .contains(before, "596 in = 595 out + 1 quarantined {grammar=1}", "rtt_ms", "double   ms");
    assertThat(json("datasets", "show", "latest").at("/manifest/sha256").asText()).isEqualTo(after);
    assertThat(execute("datasets", "show", "123456")).isEqualTo(2);
    assertThat(err.toString()).contains("'123456' names 0 datasets", after.substring(0, 12));
  }

  @Test
  void quarantineShowsTheRefusedRows() {
    JsonNode found = json("datasets", "quarantine", before.substring(0, 8), "--reason", "grammar");

    assertThat(found.path("rows").asInt()).isEqualTo(1);
    assertThat(found.at("/shown/0/line").asInt()).isEqualTo(596);
    assertThat(found.at("/shown/0/raw").asText()).isEqualTo("no point");
    assertThat(text("datasets", "quarantine", before.substring(0, 8)))
        .contains("a.lp:596  grammar: ", "    no point");
    assertThat(execute("datasets", "quarantine", "latest", "--reason", "grammer")).isEqualTo(2);
    assertThat(err.toString()).contains("Did you mean 'grammar'?");
  }

  @Test
  void diffTellsLateDeletedAndOverwrittenPointsApart() {
    JsonNode change = json("datasets", "diff", before, after, "--master", "local[1]");

    assertThat(change.path("same").asInt()).isEqualTo(591);
    assertThat(change.path("late").asInt()).isEqualTo(5);
    assertThat(change.path("deleted").asInt()).isEqualTo(3);
    assertThat(change.path("overwritten").asInt()).isEqualTo(1);
    assertThat(change.at("/examples/late").size()).isEqualTo(5);
    assertThat(change.at("/examples/deleted").size()).isEqualTo(3);
    JsonNode overwritten = change.at("/examples/overwritten/0");
    assertThat(overwritten.at("/rtt_ms/1").asDouble()).isEqualTo(7.25);
    assertThat(overwritten.has("stream")).as("the key").isTrue();
    assertThat(overwritten.has("jitter_ms")).as("what did not change").isFalse();
    assertThat(json("datasets", "diff", after, after).path("same").asInt()).isEqualTo(597);
  }

  @Test
  void pruneSaysWhatItWouldFree() {
    JsonNode plan = json("datasets", "prune", "--keep", "1", "--dry-run");

    assertThat(plan.path("datasets").findValuesAsText("sha256")).containsExactly(before);
    assertThat(plan.path("freed_bytes").asLong()).isPositive();
    assertThat(json("datasets", "list").path("datasets").size()).isEqualTo(2);
    assertThat(execute("datasets", "prune")).isEqualTo(2);
  }

  private String text(String... line) {
    out.getBuffer().setLength(0);
    assertThat(execute(line)).as(err.toString()).isZero();
    return out.toString();
  }

  private JsonNode json(String... line) {
    String[] all = Arrays.copyOf(line, line.length + 2);
    all[line.length] = "-o";
    all[line.length + 1] = "json";
    return Json.parse(
        text(all).getBytes(StandardCharsets.UTF_8), JsonNode.class, "the result of " + line[0]);
  }

  private int execute(String... line) {
    String[] all = Arrays.copyOf(line, line.length + 4);
    all[line.length] = "--workspace";
    all[line.length + 1] = directory.resolve("workspace").toString();
    all[line.length + 2] = "--config";
    all[line.length + 3] = "../conf/wiresmith.yaml";
    return CommandLineFactory.create(new PrintWriter(out, true), new PrintWriter(err, true))
        .execute(all);
  }
}
