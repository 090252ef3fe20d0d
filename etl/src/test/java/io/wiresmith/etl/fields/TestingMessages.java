package io.wiresmith.etl.fields;

import io.wiresmith.core.ModelId;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.dataset.DatasetStore;
import io.wiresmith.etl.quality.QualityPolicy;
import io.wiresmith.etl.source.TelemetrySource;
import io.wiresmith.etl.step.Destination;
import io.wiresmith.etl.step.ExtractRequest;
import io.wiresmith.etl.step.Extraction;
import io.wiresmith.etl.step.Purpose;
import io.wiresmith.etl.testing.TestingSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;

/** Captures into datasets in a directory, with everything that does not matter filled in. */
record TestingMessages(Path dir) {
  static final QualityPolicy POLICY = new QualityPolicy(1, 0, 0);

  private static final ModelKey MODEL = ModelKey.of(ModelId.FIELDS);

  /** A line of a capture, a modbus request by default fields. */
  static String line(String capture, int frame, String hex) {
    return line(capture, frame, hex, "[[0,2,\"a\",\"FT_UINT16\",0],[2,4,\"b\",\"FT_BYTES\",0]]");
  }

  static String line(String capture, int frame, String hex, String segs) {
    return "{\"file\":\"%s\",\"frame\":%d,\"proto\":\"modbus\",\"hex\":\"%s\",\"overlap\":0,\"segs\":%s}"
        .formatted(capture, frame, hex, segs);
  }

  Path write(String name, List<String> lines) {
    try {
      return Files.write(dir.resolve(name), lines);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  DatasetStore store() {
    return new DatasetStore(dir.resolve("workspace"));
  }

  Extraction extract(Path... files) {
    return extract(
        new CaptureSource(java.util.Arrays.stream(files).map(Path::toString).toList()), POLICY);
  }

  Extraction extract(TelemetrySource source, QualityPolicy policy) {
    return new FieldsEtl(MessageRules.shipped())
        .extract(
            TestingSpark.session(),
            new ExtractRequest(source, Optional.empty(), Optional.empty(), "test", MODEL),
            policy,
            new Destination(store(), dir.resolve("quarantine"), dir.resolve("quality.html")),
            Clock.fixed(Instant.parse("2026-11-21T00:00:00Z"), ZoneOffset.UTC),
            sentence -> {});
  }

  DatasetRef label(DatasetRef raw, MessageRules rules, Purpose purpose) {
    return new FieldsEtl(rules)
        .label(TestingSpark.session(), raw, purpose, POLICY, store(), "test");
  }

  static List<Row> rows(DatasetRef dataset) {
    return TestingSpark.session()
        .read()
        .parquet(dataset.files())
        .orderBy("capture", "frame")
        .collectAsList();
  }

  List<Row> quarantined() {
    return TestingSpark.session()
        .read()
        .parquet(dir.resolve("quarantine").toString())
        .orderBy("file", "line")
        .collectAsList();
  }
}
