package io.wiresmith.etl.fields;

import static io.wiresmith.etl.fields.TestingMessages.line;
import static io.wiresmith.etl.fields.TestingMessages.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.dataset.RowCounts;
import io.wiresmith.core.telemetry.Precision;
import io.wiresmith.etl.lineprotocol.LineProtocolSource;
import io.wiresmith.etl.quality.QualityPolicy;
import io.wiresmith.etl.step.Extraction;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureExtractionTest {
  @TempDir private Path dir = Path.of("");
  private TestingMessages messages = new TestingMessages(dir);

  @BeforeEach
  void prepare() {
    messages = new TestingMessages(dir);
  }

  @Test
  void everyRefusedLineIsCountedAndKeptWithFileFrameAndReason() {
    String fields = "[[0,1,\"a\",\"FT_UINT8\",0]]";
    List<String> lines = new ArrayList<>();
    lines.add(line("a.pcap", 1, "01020304")); // 1
    lines.add(""); // 2
    lines.add(line("a.pcap", 2, "")); // 3
    lines.add(line("a.pcap", 3, "0102zz", fields)); // 4
    lines.add(line("a.pcap", 4, "01", "[[0,2,\"a\",\"FT_UINT8\",0]]")); // 5
    lines.add(
        line("a.pcap", 5, "0102", "[[0,2,\"a\",\"FT_UINT8\",0],[1,2,\"b\",\"FT_UINT8\",0]]")); // 6
    lines.add(line("a.pcap", 6, "0102", "[[2,1,\"a\",\"FT_UINT8\",0]]")); // 7
    lines.add(line("a.pcap", 7, "0102", "[[0,2,\"payload\"]]")); // 8
    lines.add(line("a.pcap", 8, "00".repeat(65_535), fields)); // 9
    lines.add("{\"file\":\"a.pcap\",\"frame\":9,"); // 10
    lines.add("7"); // 11
    lines.add("{\"file\":\"a.pcap\",\"frame\":\"x\",\"hex\":\"00\",\"segs\":" + fields + "}"); // 12
    lines.add(line("a.pcap", 1, "01020304")); // 13: the same again
    lines.add(line("a.pcap", 10, "0a", fields)); // 14: other fields come behind
    lines.add(line("a.pcap", 10, "0a", "[[0,1,\"flag\"]]")); // 15
    lines.add(line("a.pcap", 10, "0b", fields)); // 16: another message of the frame

    Extraction found = messages.extract(messages.write("a.jsonl", lines));

    assertThat(found.counts()).isEqualTo(new RowCounts(15, 0, 15, 3, 11, 1));
    assertThat(found.reasons())
        .isEqualTo(
            Map.of(
                "grammar", 3L,
                "missing field", 1L,
                "range", 4L,
                "type", 2L,
                "duplicate", 1L));
    List<Row> refused = messages.quarantined();
    assertThat(refused.stream().map(row -> row.getLong(1)))
        .containsExactly(3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L, 14L);
    assertThat(refused.get(3).getString(3))
        .isEqualTo(
            "frame 5 of a.pcap: The field from 1 to 2 overlaps the one before, which ends at 2.");
    assertThat(refused.get(0).getString(0)).endsWith("a.jsonl");
    assertThat(refused.get(0).getString(4)).isEqualTo(lines.get(2));
  }

  @Test
  void tooManyRefusedLinesStopTheExtraction() {
    Path file = messages.write("a.jsonl", List.of(line("a", 1, "01020304"), line("a", 2, "xx")));
    assertThatThrownBy(
            () ->
                messages.extract(
                    new CaptureSource(List.of(file.toString())), new QualityPolicy(0.4, 0, 0)))
        .hasMessageContaining("50.00 % of the rows are quarantined {grammar=1}");
  }

  @Test
  void allFormsBecomeTheSameMessages() throws IOException {
    String fields = "[[0,2,\"integer\"],[2,4,\"bytes\"]]";
    messages.write(
        "a.jsonl",
        List.of(
            "[\"01020304\", " + fields + "]",
            "{\"hex\":\"01020304\",\"fields\":" + fields + "}",
            "{\"hex\":\"01020304\",\"fields\":%s,\"frame\":9,\"proto\":\"p\",\"time\":\"2026-10-01T00:00:00Z\"}"
                .formatted(fields)));
    try (OutputStream gz = new GZIPOutputStream(Files.newOutputStream(dir.resolve("b.jsonl.gz")))) {
      gz.write(line("b.pcap", 4, "01020304").getBytes(StandardCharsets.UTF_8));
    }

    Extraction found = messages.extract(dir);

    List<Row> rows = rows(found.raw());
    assertThat(rows.stream().map(row -> row.<String>getAs("fields")).distinct())
        .containsExactly(fields);
    assertThat(
            rows.stream()
                .map(
                    row ->
                        "%s %s %s %s"
                            .formatted(
                                row.<Long>getAs("time_ns"),
                                row.<String>getAs("capture"),
                                row.<String>getAs("frame"),
                                row.<String>getAs("protocol"))))
        .containsExactly(
            "1000 a.jsonl 1 ",
            "2000 a.jsonl 2 ",
            "1790812800000000000 a.jsonl 9 p",
            "4000 b.pcap 4 modbus");
  }

  @Test
  void lineProtocolGivesTheSameDatasetAsTheCapture() {
    Path capture = messages.write("a.jsonl", List.of(line("a.pcap", 7, "01020304")));
    Path points =
        messages.write(
            "a.lp",
            List.of(
                "labelled_message,capture=a.pcap,frame=7,protocol=modbus hex=\"01020304\",fields=\"[[0,2,\\\"integer\\\"]]\" 7000",
                "labelled_message,capture=a.pcap,frame=8 hex=\"0102030\",fields=\"[[0,2,\\\"integer\\\"]]\" 8000",
                "labelled_message,frame=9 hex=\"01020304\",fields=\"[[0,2,\\\"integer\\\"]]\" 9000"));

    Extraction of = messages.extract(capture);
    Extraction lines =
        messages.extract(
            new LineProtocolSource(List.of(points.toString()), Precision.NS),
            TestingMessages.POLICY);

    assertThat(lines.raw().sha256()).isEqualTo(of.raw().sha256());
    assertThat(lines.counts()).isEqualTo(new RowCounts(3, 0, 3, 1, 2, 0));
    assertThat(lines.reasons()).isEqualTo(Map.of("grammar", 1L, "missing field", 1L));
  }

  @Test
  void aLineWithoutEndIsRefusedAndTheNextIsRead() {
    Path file =
        messages.write(
            "a.jsonl", List.of("[" + "0".repeat(17 << 20), line("a.pcap", 7, "01020304")));

    Extraction found = messages.extract(file);

    assertThat(found.counts()).isEqualTo(new RowCounts(2, 0, 2, 1, 1, 0));
    assertThat(messages.quarantined().get(0).getString(3))
        .isEqualTo("the line has 17825793 bytes; at most 16777216 are a line");
    assertThat(messages.quarantined().get(0).getString(4)).hasSize(65_536);
  }

  @Test
  void aDirectoryWithoutCapturesIsRefused() {
    assertThatThrownBy(() -> messages.extract(dir))
        .hasMessageContaining("no file in it or below ends in .jsonl or .jsonl.gz");
  }
}
