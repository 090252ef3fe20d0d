package io.wiresmith.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointStoreTest {
  private static final Instant NOON = Instant.parse("2025-01-02T12:00:00Z");

  @TempDir Path directory;

  private CheckpointStore store() {
    return new CheckpointStore(
        directory,
        "fields",
        (manifest, file) -> {
          if (new String(file, StandardCharsets.UTF_8).startsWith("bad")) {
            throw new WiresmithException(ErrorCode.CONFORMANCE_FAILED, "it does not decode");
          }
        });
  }

  private static CheckpointAbout about(String version, int epoch, double f1) {
    return new CheckpointAbout(
        "fields",
        version,
        epoch,
        Map.of("f1", f1),
        Json.mapper().createObjectNode(),
        Optional.empty(),
        List.of("data"),
        Json.mapper().createObjectNode(),
        42,
        "code",
        "training " + version);
  }

  private CheckpointName kept(String version, int epoch, double f1) {
    return kept(version, epoch, f1, "content " + version + epoch);
  }

  private CheckpointName kept(String version, int epoch, double f1, String content) {
    return store()
        .commit(
            about(version, epoch, f1),
            it -> content.getBytes(StandardCharsets.UTF_8),
            InstantSource.fixed(NOON));
  }

  @Test
  void aNameSaysVersionEpochF1AndTime() {
    CheckpointName name = kept("1.0.0", 25, 0.92341);

    assertThat(name).hasToString("fields_v1.0.0_epoch25_f10.9234_20250102_120000");
    assertThat(CheckpointName.parse(name.toString())).isEqualTo(name);
    assertThat(store().verify(name).manifest().about().metrics()).containsEntry("f1", 0.92341);
    assertThatThrownBy(() -> CheckpointName.parse("fields_v1_epoch3"))
        .hasMessageStartingWith("'fields_v1_epoch3' is no name of a checkpoint");
  }

  @Test
  void twoOfOneSecondHaveTwoTimes() {
    CheckpointName first = kept("1.0.0", 1, 0.5);
    CheckpointName second = kept("1.0.0", 2, 0.4);

    assertThat(second.time()).isEqualTo(first.time().plusSeconds(1));
    assertThat(store().names()).containsExactly(second, first);
  }

  @Test
  void theSameWorkCommittedTwiceIsOneCheckpoint() {
    assertThat(kept("1.0.0", 1, 0.5)).isEqualTo(kept("1.0.0", 1, 0.5));
    assertThat(store().names()).hasSize(1);
  }

  @Test
  void theLatestIsTheOneThatWasPutToUseNotTheNewest() {
    CheckpointName first = kept("1.0.0", 1, 0.5);
    store().use(first);
    kept("1.0.0", 2, 0.6);

    assertThat(store().latest()).contains(first);
    assertThat(store().find("latest")).isEqualTo(first);
  }

  @Test
  void aFileWithoutAManifestWasNeverCommitted() throws IOException {
    CheckpointName name = kept("1.0.0", 1, 0.5);
    Path orphan = directory.resolve("fields_v1.0.0_epoch2_f10.5000_20250102_120001.bin");
    Files.writeString(orphan, "half");

    assertThat(store().names()).containsExactly(name);
    assertThat(store().remove(new KeepRule(5))).isEmpty();
    assertThat(orphan).doesNotExist();
  }

  @Test
  void trainingsCountTheirVersions() {
    assertThat(store().version("a", Optional.empty())).isEqualTo("1.0.0");
    kept("1.0.0", 1, 0.5);
    assertThat(store().version("training 1.0.0", Optional.empty())).isEqualTo("1.0.0");
    assertThat(store().version("b", Optional.empty())).isEqualTo("1.1.0");
    assertThat(store().version("c", Optional.of("1.0.0"))).isEqualTo("1.0.1");
    kept("1.0.1", 1, 0.5);
    kept("1.1.0", 1, 0.5);
    assertThat(store().version("d", Optional.of("1.0.0"))).isEqualTo("1.0.2");
    assertThat(store().version("e", Optional.of("1.1.0"))).isEqualTo("1.1.1");
    assertThat(store().version("f", Optional.empty())).isEqualTo("1.2.0");
  }

  @Test
  void theBestOfEachVersionTheOneInUseAndTheLastFiveStay() {
    List<CheckpointName> names = new ArrayList<>();
    names.add(kept("1.0.0", 1, 0.9));
    names.add(kept("1.0.0", 2, 0.5));
    names.add(kept("1.1.0", 1, 0.6));
    names.add(kept("1.1.0", 2, 0.55));
    names.add(kept("1.1.0", 3, 0.5));
    store().use(names.get(4));
    for (int epoch = 4; epoch < 10; epoch++) {
      names.add(kept("1.1.0", epoch, 0.3));
    }

    List<CheckpointName> removed = store().remove(new KeepRule(5));

    assertThat(removed).containsExactlyInAnyOrder(names.get(1), names.get(5));
    assertThat(store().names()).doesNotContainAnyElementsOf(removed).hasSize(9);
    assertThat(AtomicFiles.list(directory).stream().filter(it -> it.toString().endsWith(".bin")))
        .hasSize(9);
    assertThatThrownBy(() -> new KeepRule(4)).hasMessageContaining("required are at least 5");
  }

  @Test
  void rollsBackToThePreviousAndFurther() {
    CheckpointName first = kept("1.0.0", 1, 0.5);
    CheckpointName second = kept("1.0.0", 2, 0.6);
    store().use(kept("1.0.0", 3, 0.7));

    assertThat(new Rollback(store()).toPrevious().now().name()).isEqualTo(second);
    assertThat(new Rollback(store()).toPrevious().now().name()).isEqualTo(first);
    assertThat(store().latest()).contains(first);
    assertThat(store().names()).hasSize(3);
    assertThatThrownBy(() -> new Rollback(store()).toPrevious())
        .hasMessageStartingWith("No checkpoint is older than the one in use.");
  }

  @Test
  void rollsBackToAVersionWithAMinimumF1() {
    CheckpointName good = kept("1.0.0", 1, 0.91);
    kept("1.0.0", 2, 0.85);
    store().use(kept("1.1.0", 1, 0.95));

    assertThat(new Rollback(store()).to(Optional.of("1.0.0"), 0.9).now().name()).isEqualTo(good);
    assertThatThrownBy(() -> new Rollback(store()).to(Optional.of("1.0.0"), 0.99))
        .hasMessageStartingWith("No checkpoint of version 1.0.0 has an F1 of 0.99 or more");
    assertThatThrownBy(() -> new Rollback(store()).to(Optional.of("9.9.9"), 0))
        .hasMessageStartingWith("No checkpoint of version 9.9.9 is there, apart from");
  }

  @Test
  void oneThatDoesNotHoldIsRefusedByNameAndTheOneBeforeOffered() throws IOException {
    CheckpointName first = kept("1.0.0", 1, 0.5);
    CheckpointName undecodable = kept("1.0.0", 2, 0.55, "bad");
    CheckpointName truncated = kept("1.0.0", 3, 0.6);
    CheckpointName latest = kept("1.0.0", 4, 0.7);
    store().use(latest);
    Files.writeString(directory.resolve(truncated + ".bin"), "co");

    assertThat(store().sound(truncated)).as("lists say so").isEmpty();
    assertThat(store().sound(first)).isPresent();
    assertThatThrownBy(() -> new Rollback(store()).toPrevious())
        .isInstanceOfSatisfying(
            WiresmithException.class,
            it -> assertThat(it.code()).isEqualTo(ErrorCode.DIGEST_MISMATCH))
        .hasMessageContaining("Checkpoint " + truncated + " is refused:")
        .hasMessageContaining("truncated")
        .hasMessageContaining("bin/wiresmith checkpoints load " + first);
    assertThatThrownBy(() -> store().use(undecodable))
        .hasMessage("Checkpoint " + undecodable + " is refused: it does not decode");
    assertThat(store().latest()).contains(latest);
  }

  @Test
  void aLatestThatNamesNothingIsTold() throws IOException {
    CheckpointName only = kept("1.0.0", 1, 0.5);
    Files.writeString(directory.resolve(CheckpointStore.LATEST), "garbage");

    assertThatThrownBy(() -> store().find(CheckpointStore.LATEST))
        .hasMessageContaining(CheckpointStore.LATEST + " holds no name of a checkpoint")
        .hasMessageContaining("checkpoints load NAME");
    assertThatThrownBy(() -> new Rollback(store()).toPrevious())
        .hasMessageContaining("checkpoints load NAME");
    assertThat(store().use(only).name()).isEqualTo(only);
    assertThat(store().find(CheckpointStore.LATEST)).isEqualTo(only);
  }

  @Test
  void inAnEmergencyTheBestThatHoldsIsTaken() throws IOException {
    CheckpointName good = kept("1.0.0", 1, 0.8);
    kept("1.0.0", 2, 0.7);
    CheckpointName changed = kept("1.0.0", 3, 0.9);
    Files.writeString(directory.resolve(changed + ".bin"), "content 1.0.04");
    store().use(kept("1.0.0", 4, 0.95));

    Rollback.Done done = new Rollback(store()).emergency();

    assertThat(done.now().name()).isEqualTo(good);
    assertThat(done.refused()).containsOnlyKeys(changed.toString());
    assertThat(store().latest()).contains(good);
  }

  @Test
  void aManifestThatDoesNotAgreeWithItsNameIsRefused() throws IOException {
    CheckpointName name = kept("1.0.0", 1, 0.5);
    Path manifest = directory.resolve(name + ".json");
    ObjectNode changed = (ObjectNode) Json.tree(manifest);
    ((ObjectNode) changed.at("/about/metrics")).put("f1", 0.99);
    Files.write(manifest, Json.bytes(changed));

    assertThatThrownBy(() -> store().verify(name))
        .hasMessageContaining(name + " is refused: its manifest is of another checkpoint");
    Files.writeString(manifest, "{");
    assertThatThrownBy(() -> store().verify(name)).hasMessageContaining(name + " is refused:");
    assertThat(store().names()).containsExactly(name);
  }

  @Test
  void whatIsUnknownIsNamedWithTheNearest() {
    kept("1.0.0", 1, 0.5);

    assertThatThrownBy(() -> store().find("fields_v1.0.0_epoch2_f10.5000_20250102_120000"))
        .hasMessageContaining("Did you mean 'fields_v1.0.0_epoch1_f10.5000_20250102_120000'?");
    assertThatThrownBy(() -> store().find("latest"))
        .hasMessageStartingWith("No checkpoint of fields is in use yet.");
  }
}
