package io.wiresmith.etl.compression;

import static io.wiresmith.etl.testing.TestingTransfers.line;
import static io.wiresmith.etl.testing.TestingTransfers.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.etl.compression.PenaltyProfiles.Penalty;
import io.wiresmith.etl.quality.QualityPolicy;
import io.wiresmith.etl.step.Purpose;
import io.wiresmith.etl.testing.TestingSpark;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OracleTest {
  private static DatasetRef label(
      TestingExtraction extraction, Path telemetry, PenaltyProfiles profiles, Purpose purpose) {
    DatasetRef raw = extraction.of(telemetry).raw();
    return new CompressionEtl(profiles)
        .label(TestingSpark.session(), raw, purpose, extraction.policy, extraction.store(), "test");
  }

  private static Row first(DatasetRef labelled) {
    return TestingSpark.session().read().parquet(labelled.files()).orderBy("time_ns").first();
  }

  @Test
  void labelsFollowTheFormula(@TempDir Path dir) {
    Path file = write(dir.resolve("a.lp"), List.of(line(0)));
    DatasetRef labelled =
        label(new TestingExtraction(dir), file, PenaltyProfiles.shipped(), Purpose.EVALUATION);
    Row row = first(labelled);
    // size * 8 / 80 Mbit/s * 1000 + ms * (1 + 0.5)
    assertThat((double) row.getAs("cost_hde")).isEqualTo(50 + 12, within(1e-9));
    assertThat((double) row.getAs("cost_amst")).isEqualTo(70 + 1.5, within(1e-9));
    assertThat((double) row.getAs("cost_none")).isEqualTo(60 + 9, within(1e-9));
    assertThat((String) row.getAs("label")).isEqualTo("hde");
    assertThat((double) row.getAs("margin")).isEqualTo(69.0 / 62 - 1, within(1e-9));
    assertThat((boolean) row.getAs("tie")).isFalse();
    assertThat((double) row.getAs("cpu_penalty")).isEqualTo(1.5);
    assertThat((String) row.getAs("network_mode")).isEqualTo("wan");
    assertThat(labelled.manifest().facts()).containsEntry("rows hde", 1.0);
  }

  @Test
  void tiesGoToTheFirstCodecAndAreMarked(@TempDir Path dir) {
    String tied =
        line(0, "none_compressed_mb", "0.5").replace("none_compress_ms=6", "none_compress_ms=8");
    Path file = write(dir.resolve("a.lp"), List.of(tied));
    DatasetRef labelled =
        label(new TestingExtraction(dir), file, PenaltyProfiles.shipped(), Purpose.EVALUATION);
    Row row = first(labelled);
    assertThat((String) row.getAs("label")).isEqualTo("hde");
    assertThat((boolean) row.getAs("tie")).isTrue();
    assertThat((double) row.getAs("margin")).isZero();
    assertThat(labelled.manifest().facts()).containsEntry("ties", 1.0);
  }

  @Test
  void thePenaltyIsThatOfTheNetworkMode(@TempDir Path dir) {
    PenaltyProfiles profiles =
        new PenaltyProfiles(
            Map.of("wan", "wan"), Map.of("wan", new Penalty(2, 4), "hybrid", new Penalty(5, 0)));
    Path file =
        write(
            dir.resolve("a.lp"), List.of(line(0), line(1).replace("link_type=wan", "link_type=x")));
    DatasetRef labelled = label(new TestingExtraction(dir), file, profiles, Purpose.EVALUATION);
    List<Row> rows =
        TestingSpark.session()
            .read()
            .parquet(labelled.files())
            .orderBy("time_ns")
            .select("cpu_penalty", "network_mode", "label")
            .collectAsList();
    assertThat(rows)
        .extracting(Row::toString)
        .containsExactly("[4.0,wan,amst]", "[5.0,hybrid,amst]");
  }

  @Test
  void aMissingClassOrDayStopsTrainingOnly(@TempDir Path dir) {
    Path file = write(dir.resolve("a.lp"), List.of(line(0), line(60 * 24 * 3)));
    TestingExtraction extraction = new TestingExtraction(dir);
    extraction.policy = new QualityPolicy(0, 0, 1);
    assertThatThrownBy(() -> label(extraction, file, PenaltyProfiles.shipped(), Purpose.TRAINING))
        .isInstanceOfSatisfying(
            WiresmithException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA_LATE))
        .hasMessageContainingAll(
            "class amst has 0 rows", "class none has 0 rows", "2 days", "2026-11-02, 2026-11-03");
    assertThat(label(extraction, file, PenaltyProfiles.shipped(), Purpose.EVALUATION).rows())
        .isEqualTo(2);
  }

  @Test
  void anUnmappedModeIsRefused() {
    assertThatThrownBy(
            () -> new PenaltyProfiles(Map.of("a", "moon"), Map.of("hybrid", new Penalty(1, 1))))
        .hasMessageContaining("Network mode 'moon' of link type 'a' has no CPU penalty");
  }
}
