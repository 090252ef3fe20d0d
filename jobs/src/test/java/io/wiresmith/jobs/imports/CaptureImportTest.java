package io.wiresmith.jobs.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.jobs.quarantine.QuarantineReader;
import io.wiresmith.jobs.quarantine.RefusedRow;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureImportTest {
  private static final String GOOD =
      """
      {"file":"a.pcap","frame":7,"proto":"modbus","hex":"00010A","segs":[[0,2,"x","FT_UINT16",0]]}
      ["0001", [[0,1,"flag"]]]
      """;

  @TempDir Path directory;

  private CaptureImport.Counts run(Path... files) {
    return new CaptureImport(directory.resolve("quarantine"))
        .run(List.of(files), directory.resolve("out"));
  }

  private Path file(String name, String content) throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    Path file = directory.resolve(name);
    if (!name.endsWith(".gz")) {
      return Files.write(file, bytes);
    }
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(bytes);
    }
    return file;
  }

  private static String text(Path file) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void eachSoundMessageBecomesAPoint() throws IOException {
    CaptureImport.Counts counts = run(file("some.jsonl.gz", GOOD));

    assertThat(counts.files()).containsExactly(directory.resolve("out/some.lp.gz"));
    assertThat(text(counts.files().get(0)).lines())
        .containsExactly(
            "labelled_message,capture=a.pcap,frame=7,message=f3a958cc1b924807,protocol=modbus hex=\"00010a\",fields=\"[[0,2,\\\"integer\\\"],[2,3,\\\"bytes\\\"]]\" 7000",
            "labelled_message,capture=some.jsonl.gz,frame=2,message=b413f47d13ee2fe6 hex=\"0001\",fields=\"[[0,1,\\\"flag\\\"],[1,2,\\\"bytes\\\"]]\" 2000");
  }

  @Test
  void whatIsNoMessageIsKeptWithFileLineFrameAndReason() throws IOException {
    CaptureImport.Counts counts =
        run(
            file(
                "some.jsonl",
                GOOD
                    + """
                    no json

                    {"file":"a.pcap","frame":9,"hex":"00","fields":[[0,2,"integer"]]}
                    {"file":"a.pcap","frame":10,"hex":"0g","fields":[[0,1,"integer"]]}
                    {"file":"a.pcap","frame":11,"hex":"00","fields":[[0,1,"payload"]]}
                    """));

    assertThat(counts.read()).isEqualTo(6);
    assertThat(counts.messages()).isEqualTo(2);
    assertThat(counts.reasons()).isEqualTo(Map.of("grammar", 2L, "range", 1L, "type", 1L));
    List<RefusedRow> refused =
        new QuarantineReader(directory.resolve("quarantine")).sample(Optional.empty(), 10).first();
    assertThat(refused).extracting(RefusedRow::line).containsExactlyInAnyOrder(3L, 5L, 6L, 7L);
    assertThat(refused).allMatch(row -> row.file().endsWith("some.jsonl"));
    assertThat(refused).anyMatch(row -> row.message().startsWith("frame 9 of a.pcap: field [0,2,"));
  }

  @Test
  void aDamagedFileLeavesNothing() throws IOException {
    Path whole = file("some.jsonl.gz", GOOD.repeat(50));
    byte[] bytes = Files.readAllBytes(whole);
    Files.write(whole, Arrays.copyOf(bytes, bytes.length - 12));

    assertThatThrownBy(() -> run(whole))
        .isInstanceOfSatisfying(
            WiresmithException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNREADABLE_DATA))
        .hasMessageContaining("some.jsonl.gz");
    assertThat(Files.list(directory.resolve("out"))).isEmpty();
  }
}
