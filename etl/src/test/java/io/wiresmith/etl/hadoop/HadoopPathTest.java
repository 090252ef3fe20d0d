package io.wiresmith.etl.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.Locations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HadoopPathTest {
  private static final String SERVER = "hdfs://host:8020";
  private static final List<String> TEXTS =
      List.of("/", "/a", "/a/b", "/a/b/c.parquet", "/a/./b/../c", "/x/..", "/.hidden", "/a/b/");

  private static Path path(String text) {
    return Locations.path(SERVER + text);
  }

  @Test
  void isAsAPathOfThisMachineWithAnAddressBeforeIt() {
    for (String text : TEXTS) {
      Path here = Path.of(text);
      Path there = path(text);
      assertThat(there.toString()).isEqualTo(SERVER + here);
      assertThat(there.normalize().toString()).isEqualTo(SERVER + here.normalize());
      assertThat(there.getNameCount()).isEqualTo(here.getNameCount());
      assertThat(String.valueOf(there.getFileName())).isEqualTo(String.valueOf(here.getFileName()));
      assertThat(there.getParent())
          .isEqualTo(here.getParent() == null ? null : path(here.getParent().toString()));
      assertThat(there.resolve("d/e").toString()).isEqualTo(SERVER + here.resolve("d/e"));
      assertThat(there.resolve("d").resolveSibling("").toString())
          .isEqualTo(SERVER + here.resolve("d").resolveSibling(""));
      for (String other : TEXTS) {
        assertThat(there.startsWith(path(other))).isEqualTo(here.startsWith(Path.of(other)));
        assertThat(there.endsWith(path(other))).isEqualTo(here.endsWith(Path.of(other)));
        assertThat(there.normalize().relativize(path(other).normalize()).toString())
            .isEqualTo(here.normalize().relativize(Path.of(other).normalize()).toString());
      }
    }
  }

  @Test
  void aTextTravelsAndIsTheSamePathAgain() {
    Path path = path("/a b/part-1.parquet");
    assertThat(Locations.path(path.toString())).isEqualTo(path);
    assertThat(path.getFileSystem()).isSameAs(path("/z").getFileSystem());
    assertThat(path).isNotEqualTo(Locations.path("hdfs://other:8020/a b/part-1.parquet"));
    assertThat(Locations.path("relative/x")).isEqualTo(Path.of("relative/x"));
    assertThat(Locations.path("file:///tmp/x")).isEqualTo(Path.of("/tmp/x"));
    assertThat(Locations.onThisMachine(path)).isFalse();
  }

  @Test
  void anUnknownSchemeIsToldWithTheKnownOnes() {
    assertThatThrownBy(() -> Locations.path("gopher://host/w"))
        .hasMessageContaining("nobody here knows gopher://")
        .hasMessageContaining("hdfs:// or s3a://")
        .extracting(error -> ((WiresmithException) error).code())
        .isEqualTo(ErrorCode.USAGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hdfs:/w", "hdfs:w", "HDFS://host:8020/w", "s3a:/bucket/w", "s3:bucket"})
  void anAddressWithTooFewSlashesIsNoDirectoryOfThisMachine(String text) {
    assertThatThrownBy(() -> Locations.path(text))
        .hasMessageContaining(text + " is no place for files")
        .hasMessageContaining("hdfs://host:port/path or s3a://bucket/path")
        .extracting(error -> ((WiresmithException) error).code())
        .isEqualTo(ErrorCode.USAGE);
    assertThat(Locations.path("./" + text)).isEqualTo(Path.of("./" + text));
  }

  @Test
  void aMissingLibraryIsToldWithItsRemedy() {
    assertThatThrownBy(() -> Files.exists(Locations.path("s3a://bucket/w")))
        .hasMessageContaining("--packages org.apache.hadoop:hadoop-aws:3.4.2")
        .hasMessageContaining("WIRESMITH_CLASSPATH")
        .extracting(error -> ((WiresmithException) error).code())
        .isEqualTo(ErrorCode.USAGE);
  }

  @Test
  void aServerThatDoesNotAnswerIsDownAndNoMissingFile() {
    long start = System.nanoTime();
    assertThatThrownBy(() -> Files.isRegularFile(Locations.path("hdfs://127.0.0.1:1/w")))
        .hasMessageContaining("hdfs://127.0.0.1:1 does not answer")
        .extracting(error -> ((WiresmithException) error).code())
        .isEqualTo(ErrorCode.DEPENDENCY_DOWN);
    assertThat(System.nanoTime() - start).isLessThan(30_000_000_000L);
  }
}
