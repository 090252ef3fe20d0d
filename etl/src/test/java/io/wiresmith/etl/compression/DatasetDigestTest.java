package io.wiresmith.etl.compression;

import static io.wiresmith.etl.testing.TestingTransfers.lines;
import static io.wiresmith.etl.testing.TestingTransfers.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.wiresmith.core.Window;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.io.Sha256;
import io.wiresmith.etl.dataset.Staging;
import io.wiresmith.etl.testing.TestingSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetDigestTest {
  private static final String PARTITIONS = "spark.sql.shuffle.partitions";

  @Test
  void dependsOnTheRowsAlone(@TempDir Path dir) {
    List<String> shuffled = new ArrayList<>(lines(0, 2_000));
    Collections.shuffle(shuffled, new Random(9));
    write(dir.resolve("one/a.lp"), lines(0, 2_000));
    for (int file = 0; file < 4; file++) {
      write(dir.resolve("four/" + file + ".lp.gz"), shuffled.subList(file * 500, file * 500 + 500));
    }
    write(dir.resolve("less/a.lp"), lines(0, 1_999));
    TestingExtraction one = new TestingExtraction(dir.resolve("w1"));
    TestingExtraction four = new TestingExtraction(dir.resolve("w2"));
    SparkSession spark = TestingSpark.session();
    String before = spark.conf().get(PARTITIONS);
    DatasetRef a;
    DatasetRef b;
    DatasetRef labelledA;
    DatasetRef labelledB;
    try {
      spark.conf().set(PARTITIONS, 1);
      a = one.of(dir.resolve("one")).raw();
      labelledA = one.label(a);
      spark.conf().set(PARTITIONS, 7);
      spark.conf().set("spark.sql.adaptive.enabled", false);
      b = four.of(dir.resolve("four")).raw();
      labelledB = four.label(b);
    } finally {
      spark.conf().set(PARTITIONS, before);
      spark.conf().unset("spark.sql.adaptive.enabled");
    }
    assertThat(b.manifest().files().size()).isGreaterThan(a.manifest().files().size());
    assertThat(b.sha256()).isEqualTo(a.sha256());
    assertThat(labelledB.sha256()).isEqualTo(labelledA.sha256());
    assertThat(new TestingExtraction(dir.resolve("w3")).of(dir.resolve("less")).raw().sha256())
        .isNotEqualTo(a.sha256());
  }

  @Test
  void everyFileIsSortedAndBoundByTheManifest(@TempDir Path dir) throws IOException {
    List<String> shuffled = new ArrayList<>(lines(0, 500));
    Collections.shuffle(shuffled, new Random(1));
    write(dir.resolve("a.lp"), shuffled);
    DatasetRef raw = new TestingExtraction(dir).of(dir.resolve("a.lp")).raw();
    long rows = 0;
    for (var file : raw.manifest().files()) {
      Path path = raw.directory().resolve(file.name());
      assertThat(Files.size(path)).isEqualTo(file.bytes());
      assertThat(Sha256.of(path)).isEqualTo(file.sha256());
      List<Long> times =
          TestingSpark.session()
              .read()
              .parquet(path.toString())
              .select("time_ns")
              .collectAsList()
              .stream()
              .map(row -> row.getLong(0))
              .toList();
      assertThat(times).isSorted().hasSize((int) file.rows());
      rows += file.rows();
    }
    assertThat(rows).isEqualTo(500);
    Row row = TestingSpark.session().read().parquet(raw.files()).first();
    assertThat(row.schema().fieldNames()).startsWith("time_ns", "link_type", "node", "region");
    assertThat((double) row.getAs("jitter_ms")).isNaN();
  }

  @Test
  void whatADeadProcessLeftIsIgnoredAndReplaced(@TempDir Path dir) throws IOException {
    write(dir.resolve("a.lp"), lines(0, 50));
    TestingExtraction extraction = new TestingExtraction(dir);
    DatasetRef first = extraction.of(dir.resolve("a.lp")).raw();
    Path kind = java.util.Objects.requireNonNull(first.directory().getParent());
    Files.delete(first.directory().resolve("manifest.json"));
    Files.writeString(first.directory().resolve("part-half.parquet"), "half");
    Path dead = Files.createDirectories(kind.resolve(".staging-dead"));
    Files.createFile(dead.resolve(".lock"));
    Files.writeString(dead.resolve("x.parquet"), "half");
    assertThat(extraction.store().find(first.kind(), first.manifest().model(), first.sha256()))
        .isEmpty();

    try (Staging alive = Staging.open(kind)) {
      DatasetRef again = extraction.of(dir.resolve("a.lp")).raw();
      assertThat(again.sha256()).isEqualTo(first.sha256());
      assertThat(TestingSpark.session().read().parquet(again.files()).count()).isEqualTo(50);
      assertThat(dead).doesNotExist();
      assertThat(alive.directory()).exists();
    }
    try (Stream<Path> left = Files.list(kind)) {
      assertThat(left).containsExactly(first.directory());
    }
  }

  @Test
  void theSameRowsAreStoredOnce(@TempDir Path dir) {
    write(dir.resolve("a.lp"), lines(0, 50));
    TestingExtraction extraction = new TestingExtraction(dir);
    DatasetRef first = extraction.of(dir.resolve("a.lp")).raw();
    DatasetRef second = extraction.of(dir.resolve("a.lp")).raw();
    assertThat(second).isEqualTo(first);

    Window longer = new Window(first.window().from(), first.window().until().plusSeconds(60));
    extraction.window = Optional.of(longer);
    DatasetRef third = extraction.of(dir.resolve("a.lp")).raw();
    assertThat(third.directory()).isEqualTo(first.directory());
    assertThat(third.window()).isEqualTo(longer);
  }
}
