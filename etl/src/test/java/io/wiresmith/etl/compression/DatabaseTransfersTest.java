package io.wiresmith.etl.compression;

import static org.assertj.core.api.Assertions.assertThat;

import io.wiresmith.core.ModelId;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.Window;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.dataset.DatasetStore;
import io.wiresmith.core.telemetry.Precision;
import io.wiresmith.core.telemetry.influx.InfluxDialect;
import io.wiresmith.core.telemetry.influx.InfluxSetup;
import io.wiresmith.core.telemetry.influx.TestingInflux;
import io.wiresmith.etl.influx.InfluxSource;
import io.wiresmith.etl.lineprotocol.LineProtocolSource;
import io.wiresmith.etl.quality.QualityPolicy;
import io.wiresmith.etl.source.TelemetrySource;
import io.wiresmith.etl.step.Destination;
import io.wiresmith.etl.step.ExtractRequest;
import io.wiresmith.etl.step.Extraction;
import io.wiresmith.etl.step.Purpose;
import io.wiresmith.etl.testing.TestingSpark;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recorded transfers give the same dataset from their file and from every database. */
class DatabaseTransfersTest {
  private static final Path FILE = Path.of("../examples/compression/transfers.lp.gz");
  private static final Instant UNTIL = Instant.parse("2026-11-15T00:00:00Z");
  private static final Window WINDOW = Window.before(UNTIL, Duration.ofDays(45));
  private static final String DATABASE = "telemetry";
  private static final int LINES = 10_000;

  @TempDir Path directory;

  @Test
  void oldestServerByInfluxql() throws IOException {
    equalsTheFile(TestingInflux.v1(), InfluxDialect.INFLUXQL);
  }

  @Test
  void newestOfTheFirstLineByInfluxqlAndFlux() throws IOException {
    equalsTheFile(
        TestingInflux.v112().withAuthentication(), InfluxDialect.INFLUXQL, InfluxDialect.FLUX);
  }

  @Test
  void secondLineByInfluxqlAndFlux() throws IOException {
    equalsTheFile(TestingInflux.v2(), InfluxDialect.INFLUXQL, InfluxDialect.FLUX);
  }

  private void equalsTheFile(InfluxSetup setup, InfluxDialect... dialects) throws IOException {
    try (TestingInflux influx = setup.start()) {
      influx.createDatabase(DATABASE);
      write(influx);
      DatasetRef file = labelled(new LineProtocolSource(List.of(FILE.toString()), Precision.NS));
      for (InfluxDialect dialect : dialects) {
        DatasetRef database = labelled(source(influx, dialect));
        assertThat(database.sha256())
            .as(influx.release() + " by " + dialect)
            .isEqualTo(file.sha256());
        assertThat(database.rows()).isEqualTo(60_000);
      }
    }
  }

  private TelemetrySource source(TestingInflux influx, InfluxDialect dialect) throws IOException {
    Map<String, String> tuning = new TreeMap<>();
    Map<String, String> who = influx.environment();
    for (String secret : List.of("TOKEN", "PASSWORD")) {
      String value = who.getOrDefault("WIRESMITH_INFLUX_" + secret, "");
      if (!value.isEmpty()) {
        Path file = directory.resolve(secret);
        Files.writeString(file, value);
        tuning.put(secret.toLowerCase(java.util.Locale.ROOT) + "-file", file.toString());
      }
    }
    Optional.ofNullable(who.get("WIRESMITH_INFLUX_USER")).ifPresent(u -> tuning.put("user", u));
    return InfluxSource.connect(
        influx.location(DATABASE, dialect), Optional.of(WINDOW.from()), Optional.of(UNTIL), tuning);
  }

  private DatasetRef labelled(TelemetrySource source) {
    CompressionEtl etl = new CompressionEtl(PenaltyProfiles.shipped());
    QualityPolicy policy = new QualityPolicy(0.01, 0, 10);
    DatasetStore store = new DatasetStore(directory.resolve("workspace"));
    Extraction raw =
        etl.extract(
            TestingSpark.session(),
            new ExtractRequest(
                source,
                Optional.of(WINDOW),
                Optional.of(UNTIL),
                "test",
                ModelKey.of(ModelId.COMPRESSION)),
            policy,
            new Destination(
                store, directory.resolve("quarantine"), directory.resolve("quality.html")),
            Clock.fixed(UNTIL, ZoneOffset.UTC),
            sentence -> {});
    return etl.label(TestingSpark.session(), raw.raw(), Purpose.TRAINING, policy, store, "test");
  }

  private static void write(TestingInflux influx) throws IOException {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(FILE)), StandardCharsets.UTF_8))) {
      StringBuilder batch = new StringBuilder();
      int lines = 0;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        batch.append(line).append('\n');
        if (++lines % LINES == 0) {
          influx.write(DATABASE, batch.toString());
          batch.setLength(0);
        }
      }
      if (batch.length() > 0) {
        influx.write(DATABASE, batch.toString());
      }
    }
  }
}
