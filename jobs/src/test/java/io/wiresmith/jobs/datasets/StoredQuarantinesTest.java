package io.wiresmith.jobs.datasets;

import static io.wiresmith.jobs.datasets.TestingWorkspace.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.dataset.DatasetKind;
import io.wiresmith.core.run.RunState;
import io.wiresmith.core.run.StepRecord;
import io.wiresmith.jobs.quarantine.QuarantineReader;
import io.wiresmith.jobs.quarantine.QuarantineSample;
import io.wiresmith.jobs.quarantine.RefusedRow;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredQuarantinesTest {
  @TempDir Path directory;

  @Test
  void aQuarantineIsFoundByItsDatasetByWhatWasMadeOfItAndByItsOwnName() {
    TestingWorkspace testing = new TestingWorkspace(directory);
    String raw = testing.dataset(DatasetKind.RAW, 9);
    String labelled = testing.dataset(DatasetKind.LABELLED, 8, raw);
    Path older = testing.quarantine("a".repeat(64), raw, 7, row(1));
    Path extraction = testing.quarantine("b".repeat(64), raw, 6, row(1));
    Path imported = testing.quarantine("import-1111111111111111", "", 5, row(1));

    assertThat(find(testing, raw.substring(0, 8))).isEqualTo(extraction);
    assertThat(find(testing, labelled.substring(0, 8))).isEqualTo(extraction);
    assertThat(find(testing, "aaaaaa")).isEqualTo(older);
    assertThat(find(testing, "import-1111")).isEqualTo(imported);
    assertThat(find(testing, "latest")).isEqualTo(imported);
    assertThatThrownBy(() -> find(testing, "cccccc"))
        .hasMessageContaining("'cccccc' names no quarantine")
        .hasMessageContaining("import-1111111111111111, bbbbbbbbbbbb, aaaaaaaaaaaa");
  }

  @Test
  void theQuarantineOfARunIsFoundEvenWhereItsExtractionStopped() {
    TestingWorkspace testing = new TestingWorkspace(directory);
    Path done = testing.quarantine("a".repeat(64), "", 7, row(1));
    Path stopped = testing.quarantine("b".repeat(64), "", 6, row(1));
    Instant then = NOW.minus(Duration.ofDays(6));
    testing.save("d".repeat(64), RunState.DONE, then, List.of(extract("a".repeat(64), then)));
    testing.save("f".repeat(64), RunState.FAILED, then, List.of(extract("", then)));

    assertThat(find(testing, "dddddd")).isEqualTo(done);
    assertThat(find(testing, "ffffff")).isEqualTo(stopped);
  }

  @Test
  void theFirstRowsAreShownInTheOrderOfTheFilesAndAllAreCounted() {
    TestingWorkspace testing = new TestingWorkspace(directory);
    RefusedRow text = new RefusedRow("b.lp", 1, "type", "a text", "m f=\"ü\n\" 1");
    Path found =
        testing.quarantine(
            "import-1111111111111111", "", 1, text, row(30), row(4), row(200), row(5));
    QuarantineSample all = new QuarantineReader(found).sample(Optional.empty(), 3);
    QuarantineSample typed = new QuarantineReader(found).sample(Optional.of("type"), 3);

    assertThat(all.rows()).isEqualTo(5);
    assertThat(all.reasons()).isEqualTo(Map.of("grammar", 4L, "type", 1L));
    assertThat(all.first()).extracting(RefusedRow::line).containsExactly(4L, 5L, 30L);
    assertThat(typed.matching()).isEqualTo(1);
    assertThat(typed.first()).containsExactly(text);
  }

  private static StepRecord extract(String key, Instant at) {
    return new StepRecord(
        "extract",
        key.isEmpty() ? RunState.FAILED : RunState.DONE,
        key,
        at.minusSeconds(5),
        Optional.of(at.plusSeconds(5)),
        false,
        Map.of(),
        "");
  }

  private static RefusedRow row(long line) {
    return new RefusedRow("a.lp", line, "grammar", "no point", "x");
  }

  private static Path find(TestingWorkspace testing, String reference) {
    return new StoredQuarantines(testing.workspace)
        .find(reference, StoredDatasets.in(testing.workspace))
        .directory();
  }
}
