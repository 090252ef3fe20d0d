package io.wiresmith.etl.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wiresmith.core.ModelId;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.Window;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.dataset.DatasetStore;
import io.wiresmith.core.telemetry.Precision;
import io.wiresmith.etl.Etls;
import io.wiresmith.etl.bandwidth.LinkRules;
import io.wiresmith.etl.fields.MessageRules;
import io.wiresmith.etl.lineprotocol.LineProtocolSource;
import io.wiresmith.etl.quality.QualityPolicy;
import io.wiresmith.etl.step.Destination;
import io.wiresmith.etl.step.ExtractRequest;
import io.wiresmith.etl.step.Extraction;
import io.wiresmith.etl.step.ModelEtl;
import io.wiresmith.etl.step.Purpose;
import io.wiresmith.etl.testing.TestingSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedTransfersTest {
  private static final Instant UNTIL = Instant.parse("2026-11-15T00:00:00Z");

  @Test
  void theShippedRecordingBecomesALabelledDatasetWithTheKnownShares(@TempDir Path dir)
      throws Exception {
    SparkSession spark = TestingSpark.session();
    ModelEtl etl =
        Etls.of(
            ModelId.COMPRESSION,
            PenaltyProfiles.shipped(),
            LinkRules.shipped(),
            MessageRules.shipped());
    QualityPolicy policy = new QualityPolicy(0.01, 0, 100);
    DatasetStore store = new DatasetStore(dir);
    Extraction extraction =
        etl.extract(
            spark,
            new ExtractRequest(
                new LineProtocolSource(
                    List.of("../examples/compression/transfers.lp.gz"), Precision.NS),
                Optional.of(Window.before(UNTIL, Duration.ofDays(45))),
                Optional.of(UNTIL),
                "test",
                ModelKey.of(ModelId.COMPRESSION)),
            policy,
            new Destination(store, dir.resolve("quarantine"), dir.resolve("quality.html")),
            Clock.fixed(UNTIL, ZoneOffset.UTC),
            sentence -> {});

    assertThat(extraction.counts().read()).isEqualTo(60_000);
    assertThat(extraction.counts().out()).isEqualTo(60_000);
    assertThat(extraction.raw().rows()).isEqualTo(60_000);
    assertThat(Files.readString(extraction.page())).contains("<svg").doesNotContain("<script");

    DatasetRef labelled =
        etl.label(spark, extraction.raw(), Purpose.TRAINING, policy, store, "test");

    assertThat(labelled.rows()).isEqualTo(60_000);
    assertThat(spark.read().parquet(labelled.files()).count()).isEqualTo(60_000);
    Map<String, Double> facts = labelled.manifest().facts();
    assertThat(facts.getOrDefault("rows hde", 0.0) / 60_000).isEqualTo(.41, within(.01));
    assertThat(facts.getOrDefault("rows amst", 0.0) / 60_000).isEqualTo(.46, within(.01));
    assertThat(facts.getOrDefault("rows none", 0.0) / 60_000).isEqualTo(.13, within(.01));
  }
}
