package io.wiresmith.jobs.datasets;

import static io.wiresmith.jobs.datasets.TestingWorkspace.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.dataset.DatasetKind;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.run.RunState;
import io.wiresmith.jobs.quarantine.RefusedRow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PruningTest {
  private static final RefusedRow ROW = new RefusedRow("a.lp", 1, "grammar", "no point", "x");

  @TempDir Path directory;
  private TestingWorkspace testing;

  @BeforeEach
  void workspace() {
    testing = new TestingWorkspace(directory);
  }

  @Test
  void theNewestOfEachKindStay() {
    String oldRaw = testing.dataset(DatasetKind.RAW, 30);
    String newRaw = testing.dataset(DatasetKind.RAW, 1);
    String labelled = testing.dataset(DatasetKind.LABELLED, 20, newRaw);
    PrunePlan plan = keep(1);

    assertThat(plan.datasets()).extracting(StoredDataset::sha256).containsExactly(oldRaw);
    assertThat(plan.bytes()).isGreaterThan(1_000);
    assertThat(testing.holds(oldRaw)).as("before it is carried out").isTrue();
    plan.carryOut();
    assertThat(testing.holds(oldRaw)).isFalse();
    assertThat(testing.holds(newRaw)).isTrue();
    assertThat(testing.holds(labelled)).isTrue();
  }

  @Test
  void whatTheLatestRunUsedStaysAndSoDoesWhatItWasMadeFrom() {
    String raw = testing.dataset(DatasetKind.RAW, 40);
    String labelled = testing.dataset(DatasetKind.LABELLED, 39, raw);
    String unused = testing.dataset(DatasetKind.LABELLED, 38, raw);
    String other = testing.dataset(DatasetKind.RAW, 37);
    testing.run(RunState.DONE, 90, other);
    testing.run(RunState.DONE, 39, labelled);
    testing.run(RunState.FAILED, 1, unused);
    PrunePlan plan = keep(0);

    assertThat(plan.datasets())
        .extracting(StoredDataset::sha256)
        .containsExactlyInAnyOrder(unused, other);
    assertThat(plan.needed().keySet())
        .extracting(StoredDataset::sha256)
        .containsExactly(labelled, raw);
  }

  @Test
  void whatARunThatFoundItsWorkDoneUsesStays() {
    String labelled = testing.dataset(DatasetKind.LABELLED, 39);
    String key = testing.run(RunState.DONE, 1);
    AtomicFiles.write(
        testing.workspace.run(key).resolve("verdict.json"),
        "{\"dataset\": \"" + labelled + "\"}\n");

    assertThat(keep(0).datasets()).isEmpty();
  }

  @Test
  void whatARunThatGoesOnUsesStays() {
    String raw = testing.dataset(DatasetKind.RAW, 39);
    testing.run(RunState.RUNNING, 1, raw);

    assertThat(keep(0).datasets()).isEmpty();
  }

  @Test
  void whatIsYoungStaysAndBothRulesMustAgree() {
    String old = testing.dataset(DatasetKind.RAW, 31);
    testing.dataset(DatasetKind.RAW, 29);
    testing.dataset(DatasetKind.RAW, 1);
    Pruning pruning = new Pruning(testing.workspace);
    Optional<Duration> month = Optional.of(Duration.ofDays(30));

    assertThat(pruning.plan(new PruneRule(Optional.empty(), month), NOW).datasets())
        .extracting(StoredDataset::sha256)
        .containsExactly(old);
    assertThat(pruning.plan(new PruneRule(Optional.of(3), month), NOW).datasets()).isEmpty();
    assertThatThrownBy(() -> new PruneRule(Optional.empty(), Optional.empty()))
        .hasMessageContaining("--keep N or --older-than 30d");
  }

  @Test
  void quarantinesGoWithTheirDatasetsAndOldImportsGoToo() throws Exception {
    String oldRaw = testing.dataset(DatasetKind.RAW, 30);
    String newRaw = testing.dataset(DatasetKind.RAW, 1);
    Path gone = testing.quarantine("a".repeat(64), oldRaw, 30, ROW);
    Path stays = testing.quarantine("b".repeat(64), newRaw, 1, ROW);
    Path newImport = testing.quarantine("import-1111111111111111", "", 2, ROW);
    Path oldImport = testing.quarantine("import-2222222222222222", "", 3, ROW);
    Path inUse = testing.quarantine("c".repeat(64), "", 9, ROW);
    Files.createDirectory(inUse.resolve("rows").resolve(".staging-now"));
    keep(1).carryOut();

    assertThat(List.of(gone, oldImport)).allSatisfy(path -> assertThat(path).doesNotExist());
    assertThat(List.of(stays, newImport, inUse)).allSatisfy(path -> assertThat(path).exists());
  }

  private PrunePlan keep(int most) {
    return new Pruning(testing.workspace)
        .plan(new PruneRule(Optional.of(most), Optional.empty()), NOW);
  }
}
