package io.wiresmith.etl.compression;

import static io.wiresmith.etl.testing.TestingTransfers.lines;
import static io.wiresmith.etl.testing.TestingTransfers.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.ModelId;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.dataset.DatasetKind;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.dataset.DatasetStore;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.HeldFile;
import io.wiresmith.core.io.Sha256;
import io.wiresmith.etl.dataset.DatasetWriter;
import io.wiresmith.etl.dataset.Part;
import io.wiresmith.etl.dataset.Staging;
import io.wiresmith.etl.testing.TestingHdfs;
import io.wiresmith.etl.testing.TestingSpark;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HdfsDatasetsTest {
  private static final ModelKey MODEL = ModelKey.of(ModelId.COMPRESSION);

  private TestingHdfs hdfs;

  @BeforeAll
  void start(@TempDir Path disk) {
    hdfs = TestingHdfs.in(disk);
  }

  @AfterAll
  void end() {
    hdfs.close();
  }

  private static List<Path> directories(DatasetStore store) {
    return AtomicFiles.list(store.root().resolve("raw/compression"));
  }

  @Test
  void aDatasetIsTheSameThereAsHere(@TempDir Path dir) throws IOException {
    write(dir.resolve("a.lp"), lines(0, 400));
    Files.writeString(dir.resolve("b.lp"), "no line of ours\n");
    TestingExtraction here = new TestingExtraction(dir);
    TestingExtraction there = new TestingExtraction(hdfs.path("same"));
    DatasetRef local = here.of(dir.resolve("a.lp"), dir.resolve("b.lp")).raw();
    DatasetRef raw = there.of(dir.resolve("a.lp"), dir.resolve("b.lp")).raw();
    assertThat(raw.sha256()).isEqualTo(local.sha256());
    assertThat(raw.manifest().files()).isEqualTo(local.manifest().files());
    assertThat(raw.directory().toString()).startsWith(hdfs.address() + "/same/workspace/raw/");
    assertThat(raw.files()).allMatch(file -> file.startsWith(hdfs.address()));
    assertThat(TestingSpark.session().read().parquet(raw.files()).count()).isEqualTo(400);
    assertThat(there.label(raw).sha256()).isEqualTo(here.label(local).sha256());
    assertThat(there.quarantined()).isEqualTo(here.quarantined()).hasSize(1);
    for (var file : raw.manifest().files()) {
      assertThat(Sha256.of(raw.directory().resolve(file.name()))).isEqualTo(file.sha256());
    }
    assertThat(there.store().find(DatasetKind.RAW, MODEL, raw.sha256()))
        .map(DatasetRef::manifest)
        .contains(raw.manifest());
    assertThat(directories(there.store())).containsExactly(raw.directory());
  }

  @Test
  void whoStopsBeforeTheManifestLeavesNothingToSee(@TempDir Path dir) {
    write(dir.resolve("a.lp"), lines(0, 60));
    DatasetRef made = new TestingExtraction(dir).of(dir.resolve("a.lp")).raw();
    DatasetStore store = new DatasetStore(hdfs.path("stopped"));
    DatasetWriter writer = new DatasetWriter(store, DatasetKind.RAW, MODEL, made.schema());
    var rows = TestingSpark.session().read().parquet(made.files());
    assertThatThrownBy(
            () -> {
              try (Staging staging = writer.stage()) {
                List<Part> parts = writer.write(rows, staging);
                writer.commit(
                    parts,
                    staging,
                    written -> {
                      throw new IllegalStateException("stopped");
                    });
              }
            })
        .hasMessage("stopped");
    Path directory = store.directory(DatasetKind.RAW, MODEL, made.sha256());
    assertThat(AtomicFiles.list(directory)).isNotEmpty();
    assertThat(store.find(DatasetKind.RAW, MODEL, made.sha256())).isEmpty();
    assertThat(directories(store)).containsExactly(directory);

    TestingExtraction again = new TestingExtraction(hdfs.path("stopped-again"));
    try (Staging staging = writer.stage()) {
      List<Part> parts = writer.write(rows, staging);
      writer.commit(parts, staging, written -> made.manifest());
    }
    assertThat(store.find(DatasetKind.RAW, MODEL, made.sha256())).isPresent();
    assertThat(again.of(dir.resolve("a.lp")).raw().sha256()).isEqualTo(made.sha256());
  }

  @Test
  void aStagingOfTheDeadIsRemovedAndOneOfTheLivingIsNot() throws IOException {
    Path kind = hdfs.path("dead/raw/compression");
    Path dead = kind.resolve(".staging-dead");
    AtomicFiles.directory(dead);
    AtomicFiles.write(dead.resolve("x.parquet"), "half");
    // As another process has it, which is killed below.
    DistributedFileSystem other =
        (DistributedFileSystem)
            FileSystem.newInstance(URI.create(hdfs.address()), new Configuration());
    org.apache.hadoop.fs.Path lock =
        new org.apache.hadoop.fs.Path(dead.resolve(".lock").toString());
    other.create(lock, false).hflush();

    try (Staging first = Staging.open(kind)) {
      assertThat(dead).exists();
      other.getClient().closeAllFilesBeingWritten(true);
      hdfs.silenceBeforeDeath(50);
      Instant patience = Instant.now().plus(Duration.ofSeconds(20));
      while (Files.exists(dead) && Instant.now().isBefore(patience)) {
        Staging.open(kind).close();
      }
      assertThat(dead).doesNotExist();
      assertThat(first.directory()).exists();
    } finally {
      hdfs.silenceBeforeDeath(60_000);
    }
  }

  @Test
  void twoWritersOfTheSameRowsEndWithOneDataset(@TempDir Path dir) throws Exception {
    write(dir.resolve("a.lp"), lines(0, 300));
    TestingSpark.session();
    Path place = hdfs.path("two");
    ExecutorService both = Executors.newFixedThreadPool(2);
    try {
      List<Future<DatasetRef>> writers =
          List.of("one", "other").stream()
              .map(
                  name ->
                      both.submit(
                          () -> {
                            TestingExtraction extraction = new TestingExtraction(place);
                            extraction.quarantine = place.resolve(name);
                            return extraction.of(dir.resolve("a.lp")).raw();
                          }))
              .toList();
      assertThat(writers.get(0).get().sha256()).isEqualTo(writers.get(1).get().sha256());
    } finally {
      both.shutdown();
    }
    DatasetStore store = new TestingExtraction(place).store();
    assertThat(directories(store)).hasSize(1);
    DatasetRef there = DatasetStore.open(directories(store).get(0));
    assertThat(TestingSpark.session().read().parquet(there.files()).count()).isEqualTo(300);
  }

  @Test
  void filesAreReplacedAtOnceHeldByOneAndRemovedByName() throws IOException {
    Path file = hdfs.path("files/state.json");
    AtomicFiles.write(file, "old");
    AtomicFiles.write(file, "new, and longer");
    assertThat(new String(AtomicFiles.read(file), StandardCharsets.UTF_8))
        .isEqualTo("new, and longer");
    assertThat(AtomicFiles.list(hdfs.path("files"))).containsExactly(file);
    assertThat(Files.size(file)).isEqualTo(15);
    assertThat(Files.isDirectory(hdfs.path("files"))).isTrue();
    assertThatThrownBy(() -> Files.delete(hdfs.path("files")))
        .isInstanceOf(DirectoryNotEmptyException.class);
    assertThatThrownBy(() -> Files.readString(hdfs.path("files/none")))
        .isInstanceOf(NoSuchFileException.class);

    Path lock = hdfs.path("files/.lock");
    try (HeldFile held = HeldFile.tryHold(lock).orElseThrow()) {
      assertThat(HeldFile.tryHold(lock)).isEmpty();
      try (FileSystem other =
          FileSystem.newInstance(URI.create(hdfs.address()), new Configuration())) {
        assertThatThrownBy(() -> other.append(new org.apache.hadoop.fs.Path(lock.toString())))
            .hasMessageContaining("lease is currently owned by");
      }
    }
    HeldFile.tryHold(lock).orElseThrow().close();
    AtomicFiles.deleteTree(hdfs.path("files"));
    assertThat(hdfs.path("files")).doesNotExist();
  }
}
