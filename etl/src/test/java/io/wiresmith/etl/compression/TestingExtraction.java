package io.wiresmith.etl.compression;

import io.wiresmith.core.ModelId;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.Window;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.dataset.DatasetStore;
import io.wiresmith.core.telemetry.Precision;
import io.wiresmith.etl.lineprotocol.LineProtocolSource;
import io.wiresmith.etl.quality.QualityPolicy;
import io.wiresmith.etl.step.Destination;
import io.wiresmith.etl.step.ExtractRequest;
import io.wiresmith.etl.step.Extraction;
import io.wiresmith.etl.step.Purpose;
import io.wiresmith.etl.testing.TestingSpark;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;

/** Extractions into a directory, with everything that usually does not matter filled in. */
final class TestingExtraction {
  final Path dir;
  Path quarantine;
  Optional<Window> window = Optional.empty();
  Optional<Instant> until = Optional.empty();
  Instant now = Instant.parse("2026-11-21T00:00:00Z");
  QualityPolicy policy = new QualityPolicy(1, 0, 0);

  TestingExtraction(Path dir) {
    this.dir = dir;
    quarantine = dir.resolve("quarantine");
  }

  DatasetStore store() {
    return new DatasetStore(dir.resolve("workspace"));
  }

  Path quarantine() {
    return quarantine;
  }

  Path page() {
    return dir.resolve("quality.html");
  }

  Extraction of(Path... telemetry) {
    List<String> paths = new ArrayList<>();
    for (Path path : telemetry) {
      paths.add(path.toString());
    }
    return new CompressionEtl(PenaltyProfiles.shipped())
        .extract(
            TestingSpark.session(),
            new ExtractRequest(
                new LineProtocolSource(paths, Precision.NS),
                window,
                until,
                "test",
                ModelKey.of(ModelId.COMPRESSION)),
            policy,
            new Destination(store(), quarantine(), page()),
            Clock.fixed(now, ZoneOffset.UTC),
            sentence -> {});
  }

  /** Labels what was extracted here, for judging. */
  DatasetRef label(DatasetRef raw) {
    return new CompressionEtl(PenaltyProfiles.shipped())
        .label(TestingSpark.session(), raw, Purpose.EVALUATION, policy, store(), "test");
  }

  /** What is in quarantine, as {@code file:line reason}. */
  List<String> quarantined() {
    List<String> rows = new ArrayList<>();
    for (Row row :
        TestingSpark.session()
            .read()
            .parquet(quarantine().toString())
            .orderBy("file", "line")
            .collectAsList()) {
      rows.add(
          Path.of(row.getString(0)).getFileName() + ":" + row.getLong(1) + " " + row.getString(2));
    }
    return rows;
  }
}
