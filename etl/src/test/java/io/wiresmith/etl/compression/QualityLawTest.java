package io.wiresmith.etl.compression;

import static io.wiresmith.etl.testing.TestingTransfers.exported;
import static io.wiresmith.etl.testing.TestingTransfers.line;
import static io.wiresmith.etl.testing.TestingTransfers.lines;
import static io.wiresmith.etl.testing.TestingTransfers.series;
import static io.wiresmith.etl.testing.TestingTransfers.time;
import static io.wiresmith.etl.testing.TestingTransfers.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.Window;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.dataset.RowCounts;
import io.wiresmith.etl.quality.QualityPolicy;
import io.wiresmith.etl.step.Extraction;
import io.wiresmith.etl.testing.TestingSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("NullAway.Init")
class QualityLawTest {
  @TempDir private Path dir;
  private TestingExtraction extraction;

  @BeforeEach
  void prepare() {
    extraction = new TestingExtraction(dir);
  }

  @Test
  void everyReasonIsCountedAndKeptWithItsPlace() throws IOException {
    List<String> lines = new ArrayList<>(lines(0, 10));
    lines.add("garbage"); // 11
    lines.add(line(20, "rtt_ms", "")); // 12
    lines.add(line(21, "rtt_ms", "\"fast\"")); // 13
    lines.add(line(22, "cpu_usage", "1.5")); // 14
    lines.add(line(23, "size_mb", "NaN")); // 15
    lines.add(line(3, "size_mb", "1.5")); // 16: the same again
    lines.add(line(4, "size_mb", "9")); // 17: line 5 is overridden
    lines.add(line(30_000)); // 18: in the future
    lines.add(series(1) + " rtt_ms=1"); // 19: no time
    lines.add("other_measurement f=1 1"); // 20
    lines.add("# a comment");
    lines.add(line(24, "rtt_ms", "7i").replace(",node=", ",host=h1,node=") + ""); // 22
    lines.add(line(25, "mood", "\"good\"")); // 23
    lines.add(line(26, "size_mb", "true")); // 24
    lines.add("other_measurement f=NaN 1"); // 25
    write(dir.resolve("a.lp.gz"), lines);

    Extraction found = extraction.of(dir.resolve("a.lp.gz"));

    assertThat(found.counts()).isEqualTo(new RowCounts(22, 0, 22, 12, 9, 1));
    assertThat(found.reasons())
        .isEqualTo(
            Map.of(
                "grammar", 1L,
                "missing field", 2L,
                "type", 2L,
                "range", 1L,
                "not finite", 1L,
                "duplicate", 1L,
                "future", 1L));
    assertThat(extraction.quarantined())
        .containsExactly(
            "a.lp.gz:5 duplicate",
            "a.lp.gz:11 grammar",
            "a.lp.gz:12 missing field",
            "a.lp.gz:13 type",
            "a.lp.gz:14 range",
            "a.lp.gz:15 not finite",
            "a.lp.gz:18 future",
            "a.lp.gz:19 missing field",
            "a.lp.gz:24 type");
    assertThat(found.raw().manifest().facts())
        .containsEntry("points of other measurements", 2.0)
        .containsEntry("unknown field mood", 1.0)
        .containsEntry("unknown tag host", 1.0);
    List<Row> raws =
        TestingSpark.session()
            .read()
            .parquet(extraction.quarantine().toString())
            .orderBy("line")
            .select("raw")
            .collectAsList();
    assertThat(raws.get(0).getString(0)).isEqualTo(line(4));
    assertThat(raws.get(1).getString(0)).isEqualTo("garbage");
    assertThat(Files.readString(found.page()))
        .contains("a.lp.gz:11", "garbage", "not finite", "<svg")
        .doesNotContain("<script");
  }

  @Test
  void theLastOfContradictingLinesWinsInTheOrderOfFilesAndLines() {
    write(dir.resolve("t/b.lp"), List.of(line(0, "size_mb", "3"), line(0, "size_mb", "2")));
    write(dir.resolve("t/a.lp"), List.of(line(0, "size_mb", "4"), line(0, "size_mb", "2")));
    Extraction found = extraction.of(dir.resolve("t"));
    assertThat(found.counts()).isEqualTo(new RowCounts(4, 0, 4, 1, 2, 1));
    Row row = TestingSpark.session().read().parquet(found.raw().files()).first();
    assertThat((double) row.getAs("size_mb")).isEqualTo(2);
    assertThat(extraction.quarantined()).containsExactly("a.lp:1 duplicate", "b.lp:1 duplicate");
  }

  @Test
  void exportsOfOneFieldPerLineBecomeTheSameDataset() {
    List<String> export = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      export.addAll(exported(i));
    }
    Collections.shuffle(export, new Random(5));
    write(dir.resolve("whole.lp"), lines(0, 20));
    write(dir.resolve("export.lp.gz"), export);
    Extraction whole = extraction.of(dir.resolve("whole.lp"));
    Extraction united = extraction.of(dir.resolve("export.lp.gz"));
    assertThat(united.counts()).isEqualTo(new RowCounts(300, 0, 300, 20, 0, 280));
    assertThat(united.raw().sha256()).isEqualTo(whole.raw().sha256());
  }

  @Test
  void whenTheUnitedRowIsUnsoundAllItsLinesAreRefused() {
    List<String> export = new ArrayList<>(exported(0));
    export.remove(0);
    export.addAll(lines(1, 3));
    write(dir.resolve("a.lp"), export);
    Extraction found = extraction.of(dir.resolve("a.lp"));
    assertThat(found.counts()).isEqualTo(new RowCounts(16, 0, 16, 2, 14, 0));
    assertThat(found.reasons()).isEqualTo(Map.of("missing field", 14L));
  }

  @Test
  void rowsOfAnotherWindowAreCountedNotKept() {
    write(dir.resolve("a.lp"), lines(0, 100));
    extraction.window = Optional.of(new Window(at(10), at(20)));
    Extraction found = extraction.of(dir.resolve("a.lp"));
    assertThat(found.counts()).isEqualTo(new RowCounts(100, 90, 10, 10, 0, 0));
    assertThat(found.raw().window()).isEqualTo(new Window(at(10), at(20)));
  }

  @Test
  void rowsBehindAnEndThatWasAskedForDoNotCountAgainstTheLimit() {
    write(dir.resolve("a.lp"), lines(0, 100));
    extraction.policy = new QualityPolicy(0.01, 0, 0);
    extraction.window = Optional.of(new Window(at(0), at(20)));
    extraction.until = Optional.of(at(20));
    Extraction found = extraction.of(dir.resolve("a.lp"));
    assertThat(found.counts()).isEqualTo(new RowCounts(100, 0, 100, 20, 80, 0));
    extraction.until = Optional.empty();
    extraction.window = Optional.empty();
    extraction.now = at(20);
    assertThatThrownBy(() -> extraction.of(dir.resolve("a.lp")))
        .hasMessageContaining("80.00 % of the rows are quarantined {future=80}");
  }

  @Test
  void refusedRowsThatHaveATimeAreHeldToTheWindowToo() {
    List<String> lines = new ArrayList<>(lines(10, 20));
    lines.add(line(5, "rtt_ms", "\"fast\""));
    lines.add(line(25, "rtt_ms", "\"fast\""));
    write(dir.resolve("a.lp"), lines);
    extraction.policy = new QualityPolicy(0, 0, 0);
    extraction.window = Optional.of(new Window(at(10), at(20)));
    extraction.until = Optional.of(at(20));
    Extraction found = extraction.of(dir.resolve("a.lp"));
    assertThat(found.counts()).isEqualTo(new RowCounts(12, 1, 11, 10, 1, 0));
    assertThat(found.reasons()).isEqualTo(Map.of("future", 1L));
  }

  @Test
  void withoutAWindowTheDatasetCoversFirstToLast() {
    write(dir.resolve("a.lp"), lines(5, 50));
    assertThat(extraction.of(dir.resolve("a.lp")).raw().window())
        .isEqualTo(new Window(at(5), at(49).plusNanos(1)));
  }

  @Test
  void tooMuchDirtStopsTheRunWithThePageAndTheQuarantineKept() throws IOException {
    List<String> lines = new ArrayList<>(lines(0, 90));
    for (int i = 0; i < 10; i++) {
      lines.add("<dirt> " + i);
    }
    write(dir.resolve("a.lp"), lines);
    extraction.policy = new QualityPolicy(0.09, 0, 0);
    assertThatThrownBy(() -> extraction.of(dir.resolve("a.lp")))
        .isInstanceOfSatisfying(
            WiresmithException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA_QUALITY))
        .hasMessageContainingAll(
            "10.00 %", "grammar=10", "at most 9.00 %", extraction.page().toString());
    assertThat(Files.readString(extraction.page())).contains("The run stopped", "&lt;dirt&gt; 3");
    assertThat(extraction.quarantined()).hasSize(10);
    assertThat(dir.resolve("workspace/raw/compression")).isEmptyDirectory();
    extraction.policy = new QualityPolicy(0.10, 0, 0);
    assertThat(extraction.of(dir.resolve("a.lp")).counts().out()).isEqualTo(90);
  }

  @Test
  void anEmptyWindowAndAMissingMeasurementSayWhatIsThere() {
    write(dir.resolve("a.lp"), lines(0, 10));
    write(dir.resolve("b.lp"), List.of("weather f=1 1", "weather f=2 2"));
    extraction.window =
        Optional.of(
            new Window(
                Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-01-02T00:00:00Z")));
    assertThatThrownBy(() -> extraction.of(dir.resolve("a.lp")))
        .hasMessageContainingAll("is empty", "10 rows", "2026-11-01T00:00:00Z", "See ");
    assertThatThrownBy(() -> extraction.of(dir.resolve("b.lp")))
        .hasMessageContainingAll(
            "no telemetry of measurement dwcp_transfer", "b.lp", "2 points of other");
    assertThat(extraction.page()).exists();
  }

  @ParameterizedTest
  @CsvSource({"2026-11-10, DATA_LATE", "2026-01-01, DATA_QUALITY"})
  void telemetryIsLateWhereItEndsBeforeTheWindowNotWhereItBeginsAfterIt(
      LocalDate day, ErrorCode code) {
    write(dir.resolve("a.lp"), lines(0, 10));
    extraction.window =
        Optional.of(
            new Window(
                day.atStartOfDay(ZoneOffset.UTC).toInstant(),
                day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()));

    assertThatThrownBy(() -> extraction.of(dir.resolve("a.lp")))
        .isInstanceOfSatisfying(WiresmithException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining("is empty");
  }

  @Test
  void anotherRunReplacesTheQuarantine() {
    write(dir.resolve("a.lp"), List.of(line(0), "x", "y"));
    write(dir.resolve("b.lp"), List.of(line(0), "z"));
    extraction.of(dir.resolve("a.lp"));
    assertThat(extraction.quarantined()).hasSize(2);
    extraction.of(dir.resolve("b.lp"));
    assertThat(extraction.quarantined()).containsExactly("b.lp:2 grammar");
  }

  private static Instant at(int i) {
    return Instant.ofEpochSecond(0, time(i));
  }

  @Test
  void manyLinesOfOneKeyAreFoldedAndStillCounted() {
    List<String> lines = new ArrayList<>(Collections.nCopies(25_000, line(0)));
    lines.add(7, line(0, "size_mb", "9"));
    write(dir.resolve("a.lp.gz"), lines);
    assertThat(extraction.of(dir.resolve("a.lp.gz")).counts())
        .isEqualTo(new RowCounts(25_001, 0, 25_001, 1, 1, 24_999));
  }
}
