package io.wiresmith.etl.compression;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.compression.Codec;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Sha256;
import io.wiresmith.core.telemetry.Nanos;
import io.wiresmith.etl.quality.QualityPolicy;
import io.wiresmith.etl.step.Extraction;
import io.wiresmith.etl.step.Purpose;
import io.wiresmith.etl.testing.TestingSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompressionGeneratorTest {
  private static CompressionGenerator generator(int samples, long seed) {
    return new CompressionGenerator(samples, seed, CompressionGenerator.UNTIL);
  }

  @Test
  void sameSettingsGiveTheSameBytes(@TempDir Path dir) {
    List<Path> one = generator(1_000, 7).write(dir.resolve("a"));
    List<Path> two = generator(1_000, 7).write(dir.resolve("b"));
    List<Path> other = generator(1_000, 8).write(dir.resolve("c"));
    assertThat(one).hasSize(1);
    assertThat(Sha256.of(one.get(0))).isEqualTo(Sha256.of(two.get(0)));
    assertThat(Sha256.of(one.get(0))).isNotEqualTo(Sha256.of(other.get(0)));
  }

  @Test
  void aSmallerGenerationLeavesNothingOfALargerOne(@TempDir Path dir) throws IOException {
    Files.writeString(dir.resolve("transfers-001.lp.gz"), "of a larger one");
    Files.writeString(dir.resolve("transfers-mine.lp.gz"), "of somebody else");
    Files.createDirectories(dir.resolve(".transfers.tmp"));
    Files.writeString(dir.resolve(".transfers.tmp/000.tmp"), "of one that was killed");

    assertThat(generator(10, 7).write(dir)).containsExactly(dir.resolve("transfers-000.lp.gz"));

    assertThat(AtomicFiles.list(dir))
        .containsExactly(dir.resolve("transfers-000.lp.gz"), dir.resolve("transfers-mine.lp.gz"));
  }

  @Test
  void anEndThatNoTimestampCanSayIsRefused() {
    assertThat(new CompressionGenerator(1, 1, Nanos.instant(Long.MAX_VALUE)).samples())
        .isEqualTo(1);
    for (String until : List.of("2300-01-01T00:00:00Z", "1677-09-30T00:00:00Z")) {
      assertThatThrownBy(() -> new CompressionGenerator(1, 1, Instant.parse(until)))
          .isInstanceOfSatisfying(
              WiresmithException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
          .hasMessageContainingAll(until, "64 bits", "2262-04-11");
    }
  }

  @Test
  void everyClassIsCommonAndNoSingleCodecIsGood(@TempDir Path dir) {
    Path telemetry = dir.resolve("telemetry");
    generator(20_000, 42).write(telemetry);
    TestingExtraction extraction = new TestingExtraction(dir);
    extraction.policy = new QualityPolicy(0, 0, 3_000);
    Extraction found = extraction.of(telemetry);
    assertThat(found.counts().out()).isEqualTo(20_000);
    assertThat(found.raw().window().from())
        .isBetween(
            CompressionGenerator.UNTIL.minus(CompressionGenerator.SPAN),
            CompressionGenerator.UNTIL.minus(CompressionGenerator.SPAN).plus(Duration.ofHours(1)));

    DatasetRef labelled =
        new CompressionEtl(PenaltyProfiles.shipped())
            .label(
                TestingSpark.session(),
                found.raw(),
                Purpose.TRAINING,
                extraction.policy,
                extraction.store(),
                "test");
    Dataset<Row> rows = TestingSpark.session().read().parquet(labelled.files());
    for (Codec codec : Codec.values()) {
      double share = mean(rows, "if(label = '%s', 1.0D, 0.0D)".formatted(codec.id()));
      assertThat(share).as("share of %s", codec).isGreaterThanOrEqualTo(.15);
      double regret =
          Math.exp(
                  mean(
                      rows,
                      "ln(%s / least(cost_hde, cost_amst, cost_none))"
                          .formatted(codec.costColumn())))
              - 1;
      assertThat(regret).as("regret of always %s", codec).isGreaterThanOrEqualTo(.20);
    }
    assertThat(mean(rows, "if(margin < 0.02, 1.0D, 0.0D)")).isGreaterThanOrEqualTo(.05);
    assertThat(rows.select(col("stream")).distinct().count()).isEqualTo(200);
  }

  private static double mean(Dataset<Row> rows, String expression) {
    return rows.agg(avg(expr(expression))).first().getDouble(0);
  }
}
