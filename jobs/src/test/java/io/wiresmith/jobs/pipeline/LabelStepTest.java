package io.wiresmith.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.wiresmith.core.ModelId;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.run.Workspace;
import io.wiresmith.etl.step.Purpose;
import io.wiresmith.jobs.config.Settings;
import io.wiresmith.jobs.config.SettingsLoader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelStepTest {
  private static final ModelKey KEY = ModelKey.of(ModelId.COMPRESSION);
  private static final Path CONFIG = Path.of("..", "conf", "wiresmith.yaml");
  private static final Instant UNTIL = Instant.parse("2026-11-15T00:00:00Z");

  @TempDir Path directory;
  private final Sparks sparks = Sparks.local("local[1]");
  private String telemetry = "";

  @BeforeEach
  void takeTheFirstRecordedTransfers() throws IOException {
    Path file = directory.resolve("few.lp");
    Path recorded = Path.of("..", "examples", "compression", "transfers.lp.gz");
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(recorded)), StandardCharsets.UTF_8))) {
      Files.write(file, lines.lines().limit(300).toList());
    }
    telemetry = file.toString();
  }

  @AfterEach
  void stop() {
    sparks.close();
  }

  @Test
  void aReopenedLabellingHasTheWindowOfItsOwnRunAndNotOfTheFirstWithThoseRows() {
    DatasetRef wide = label(Duration.ofDays(60)).value();
    StepOutcome<DatasetRef> made = label(Duration.ofDays(50));
    StepOutcome<DatasetRef> reopened = label(Duration.ofDays(50));

    assertThat(made.value().sha256()).isEqualTo(wide.sha256());
    assertThat(made.reused()).isFalse();
    assertThat(reopened.reused()).isTrue();
    assertThat(reopened.value().window().until()).isEqualTo(UNTIL);
    assertThat(reopened.value().window().from()).isEqualTo(UNTIL.minus(Duration.ofDays(50)));
    assertThat(reopened.value()).isEqualTo(made.value());
  }

  private StepOutcome<DatasetRef> label(Duration window) {
    Settings settings =
        new SettingsLoader(Map.of(), new Properties())
            .load(CONFIG, Map.of("quality.max-empty-days", "60"));
    Job job =
        new Job(
            KEY,
            new Workspace(directory.resolve("workspace")),
            settings,
            "test",
            sparks,
            Clock.systemUTC(),
            new Progress(new PrintWriter(new StringWriter())));
    RunRequest request =
        new RunRequest(
            KEY,
            telemetry,
            directory.toString(),
            Optional.of(window),
            Optional.of(UNTIL),
            CONFIG.toString(),
            Map.of());
    DatasetRef raw =
        new ExtractStep(job, request, TelemetryInput.of(telemetry))
            .run(directory.resolve("quality.html"))
            .value();
    return new LabelStep(job).run(raw, Purpose.EVALUATION);
  }
}
