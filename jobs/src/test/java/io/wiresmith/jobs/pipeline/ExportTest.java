package io.wiresmith.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.WiresmithException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportTest {
  @TempDir Path directory;

  private static Dataset<Row> rows(Sparks sparks) {
    return sparks
        .session()
        .createDataFrame(
            List.of(RowFactory.create(1L, " lead, \"trail\" "), RowFactory.create(2L, "a\nb")),
            new StructType().add("time_ns", DataTypes.LongType).add("text", DataTypes.StringType));
  }

  @Test
  void csvKeepsTextsAsTheyAre() throws IOException {
    Path out = directory.resolve("out");
    try (Sparks sparks = Sparks.local("local[1]")) {
      Map<String, Object> told = new Export(out, Export.Format.CSV).write(rows(sparks), Map.of());

      assertThat(told).containsEntry("rows", 2L);
    }
    try (Stream<Path> files = Files.list(out)) {
      Path csv = files.filter(file -> file.toString().endsWith(".csv")).findFirst().orElseThrow();
      assertThat(csv).hasContent("time_ns,text\n1,\" lead, \"\"trail\"\" \"\n2,\"a\nb\"\n");
    }
    assertThat(out.resolve("manifest.json")).exists();
    assertThat(directory).isDirectoryNotContaining("glob:**.exporting");
  }

  @Test
  void whatLiesInADirectoryIsNeverReplaced() throws IOException {
    Files.writeString(directory.resolve("part-00000.csv"), "mine");

    assertThatThrownBy(() -> new Export(directory, Export.Format.PARQUET).requireFree())
        .isInstanceOf(WiresmithException.class)
        .hasMessageContaining("holds part-00000.csv");
  }
}
