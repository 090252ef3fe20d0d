package io.wiresmith.jobs.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.jobs.quarantine.QuarantineReader;
import io.wiresmith.jobs.quarantine.RefusedRow;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceImportTest {
  @TempDir Path directory;

  private TraceImport traces(Optional<String> mode) {
    return new TraceImport(Instant.ofEpochSecond(1000), mode, directory.resolve("quarantine"));
  }

  private TraceImport.Counts run(String content) throws IOException {
    Path file = directory.resolve("some.jsonl");
    Files.writeString(file, content);
    return traces(Optional.empty()).run(List.of(file), directory.resolve("out"));
  }

  private static String text(Path file) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private List<RefusedRow> refused() {
    return new QuarantineReader(directory.resolve("quarantine"))
        .sample(Optional.empty(), 10)
        .first();
  }

  @Test
  void aTraceBecomesALinkInItsUnitAndStep() throws IOException {
    TraceImport.Counts counts =
        run(
            """
            {"dataset": "kth_istio_respbytes_5s", "trace": "a b", "dt_s": 5.0, "unit": "bytes per 5 s", "values": [625000, 1250000]}
            """);

    assertThat(text(counts.files().get(0)))
        .isEqualTo(
            """
            link_throughput,link=a\\ b,mode=datacenter,source=kth_istio_respbytes_5s throughput_mbps=1.0 1000000000000
            link_throughput,link=a\\ b,mode=datacenter,source=kth_istio_respbytes_5s throughput_mbps=2.0 1005000000000
            """);
  }

  @Test
  void whatWasNotMeasuredIsAGapAndWhatIsNoThroughputIsKept() throws IOException {
    TraceImport.Counts counts =
        run(
            """
            {"dataset": "d", "trace": "t", "dt_s": null, "unit": "Mbit/s? remark", "values": [1, null, -2, "x", 4]}
            no json
            {"dataset": "d", "trace": "u", "dt_s": 1, "unit": "parsecs", "values": [1]}
            """);

    assertThat(counts.points()).isEqualTo(2);
    assertThat(counts.missing()).isEqualTo(1);
    assertThat(counts.refused()).isEqualTo(4);
    assertThat(counts.refusedRatio()).as("two of three traces").isEqualTo(2 / 3.0);
    assertThat(counts.reasons()).containsEntry("grammar", 2L).containsEntry("type", 1L);
    assertThat(text(counts.files().get(0))).contains("=1.0 1000000000000", "=4.0 1004000000000");
    assertThat(refused()).extracting(RefusedRow::line).containsExactlyInAnyOrder(1L, 1L, 2L, 3L);
    assertThat(refused()).anyMatch(row -> row.message().contains("'parsecs'"));
  }

  @Test
  void aFileWithoutAnySoundTraceLeavesNone() throws IOException {
    TraceImport.Counts counts = run("{}\n");

    assertThat(counts.files()).isEmpty();
    assertThat(Files.list(directory.resolve("out"))).isEmpty();
  }

  @Test
  void whatIsNoNumberIsNoThroughputAndASecondTraceOfOneNameIsNoLink() throws IOException {
    TraceImport.Counts counts =
        run(
            """
            {"dataset": "d", "trace": "t", "dt_s": 1, "unit": "Mbit/s", "values": [1, true, "5", 1e400]}
            {"dataset": "d", "trace": "t", "dt_s": 1, "unit": "Mbit/s", "values": [2]}
            {"dataset": "d", "trace": "long", "dt_s": 1e300, "unit": "Mbit/s", "values": [2, 3]}
            {"dataset": "d", "trace": "short", "dt_s": 1e-12, "unit": "Mbit/s", "values": [2, 3]}
            """);

    assertThat(counts.points()).isEqualTo(1);
    assertThat(counts.refused()).isEqualTo(6);
    assertThat(refused()).anyMatch(row -> row.message().contains("there already"));
  }

  @Test
  void twoFilesOfOneNameAreRefusedBeforeAnythingIsWritten() throws IOException {
    Path one = Files.createDirectories(directory.resolve("a")).resolve("x.jsonl");
    Path other = Files.createDirectories(directory.resolve("b")).resolve("x.jsonl.gz");

    assertThatThrownBy(
            () -> traces(Optional.empty()).run(List.of(one, other), directory.resolve("out")))
        .isInstanceOf(WiresmithException.class)
        .hasMessageContaining("x.lp.gz");
    assertThat(directory.resolve("out")).doesNotExist();
  }

  @Test
  void aDamagedGzipIsUnreadableAndLeavesNothing() throws IOException {
    Path file = directory.resolve("cut.jsonl.gz");
    Files.write(file, new byte[] {0x1f, (byte) 0x8b, 8, 0, 0});

    assertThatThrownBy(() -> traces(Optional.empty()).run(List.of(file), directory.resolve("out")))
        .isInstanceOfSatisfying(
            WiresmithException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNREADABLE_DATA))
        .hasMessageContaining("cut.jsonl.gz");
    assertThat(Files.list(directory.resolve("out"))).isEmpty();
  }

  @Test
  void unitsAreRead() {
    assertThat(DataUnit.parse("kbit/s").mbps()).isCloseTo(1e-3, within(1e-12));
    assertThat(DataUnit.parse("bits per hour").mbps()).isCloseTo(1e-6 / 3600, within(1e-15));
    assertThat(DataUnit.parse("bytes per 5 min, link loads").mbps())
        .isCloseTo(8e-6 / 300, within(1e-15));
    assertThat(DataUnit.parse("Gbit/s").mbps()).isEqualTo(1000);
    assertThatThrownBy(() -> DataUnit.parse("normalised"))
        .isInstanceOf(WiresmithException.class)
        .hasMessageContaining("none of throughput");
  }
}
