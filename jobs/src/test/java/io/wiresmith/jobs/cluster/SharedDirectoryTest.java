package io.wiresmith.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.wiresmith.jobs.pipeline.Sparks;
import java.nio.file.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedDirectoryTest {
  @TempDir private Path root;

  @Test
  void whatExecutorsSeeIsTakenAndLeftClean() {
    try (Sparks sparks = Sparks.local("local[2]")) {
      JavaSparkContext context = JavaSparkContext.fromSparkContext(sparks.session().sparkContext());
      new SharedDirectory(root).check(context);
    }
    assertThat(root).isEmptyDirectory();
  }
}
