package io.wiresmith.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TelemetryInputTest {
  private static final String MESSAGE = "[\"00\", [[0,1,\"flag\"]]]\n";

  @TempDir Path directory;

  private Path capture(String place) throws IOException {
    Path file = directory.resolve(place);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, MESSAGE);
  }

  @Test
  void capturesAreKnownByTheirEnding() throws IOException {
    Path file = capture("a/one.jsonl");
    Files.writeString(directory.resolve("a/readme.txt"), "none");

    assertThat(TelemetryInput.of(directory.resolve("a").toString()))
        .isEqualTo(TelemetryInput.of(file.toUri().toString()))
        .isInstanceOf(CaptureInput.class);
  }

  @Test
  void whereACaptureLiesDoesNotMatterButItsNameDoes() throws IOException {
    TelemetryInput here = TelemetryInput.of(capture("a/one.jsonl").toString());
    TelemetryInput there = TelemetryInput.of(capture("b/one.jsonl").toString());
    TelemetryInput renamed = TelemetryInput.of(capture("a/two.jsonl").toString());

    assertThat(there.digests()).isEqualTo(here.digests()).isNotEqualTo(renamed.digests());
  }

  @Test
  void aDirectoryOfBothKindsIsRefused() throws IOException {
    capture("a/one.jsonl");
    Files.writeString(directory.resolve("a/two.lp"), "m f=1 1\n");

    assertThatThrownBy(() -> TelemetryInput.of(directory.resolve("a").toString()))
        .isInstanceOfSatisfying(
            WiresmithException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
        .hasMessageContaining("holds files of line protocol (*.lp) and captures (*.jsonl)");
  }

  @ParameterizedTest
  @CsvSource({
    "file:/data/my files, Write file:///path with %20 for a space",
    "file:x.lp, Write file:///path",
    "http://me:geheim@host:8086/db, --telemetry http://***@host:8086/db does not exist",
  })
  void aLocationThatIsNoneIsNamedWithoutItsPassword(String uri, String remedy) {
    assertThatThrownBy(() -> TelemetryInput.of(uri))
        .isInstanceOfSatisfying(
            WiresmithException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
        .hasMessageContaining(remedy)
        .hasMessageNotContaining("geheim");
  }

  @Test
  void whatDoesNotExistIsNamedWithWhatIsLookedFor() {
    assertThatThrownBy(() -> TelemetryInput.of(directory.resolve("none").toString()))
        .hasMessageContaining("does not exist. Name a file (*.lp, *.lp.gz; captures *.jsonl");
  }
}
