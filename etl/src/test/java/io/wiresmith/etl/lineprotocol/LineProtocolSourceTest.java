package io.wiresmith.etl.lineprotocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.etl.source.SparkFailures;
import io.wiresmith.etl.testing.TestingSpark;
import io.wiresmith.etl.testing.TestingTransfers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineProtocolSourceTest {
  private static final StructType SCHEMA =
      StructType.fromDDL(
          "time_ns BIGINT, host STRING, x DOUBLE, n BIGINT, ok BOOLEAN, note STRING");

  private static DataFrameReader reader() {
    return TestingSpark.session()
        .read()
        .format("lineprotocol")
        .schema(SCHEMA)
        .option("measurement", "m")
        .option("tags", "host");
  }

  private static List<String> rows(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(Row::toString).toList();
  }

  private static void write(Path file, String... lines) {
    TestingTransfers.write(file, List.of(lines));
  }

  @Test
  void readsEveryTypeAndWidensIntegers(@TempDir Path dir) {
    write(
        dir.resolve("a.lp"),
        "m,host=a x=1.5,n=2i,ok=t,note=\"hi\" 7",
        "m x=3i 8",
        "m n=4u 9",
        "other x=1 1");
    assertThat(rows(reader().load(dir.toString())))
        .containsExactly(
            "[7,a,1.5,2,true,hi]", "[8,null,3.0,null,null,null]", "[9,null,null,4,null,null]");
  }

  @Test
  void hiddenColumnsTellWhereRowsComeFromAndWhatIsWrong(@TempDir Path dir) {
    write(
        dir.resolve("a.lp"),
        "other x=1 1",
        "m,z=1,host=a x=1,y=2 7",
        "m x=true 8",
        "m x=",
        "m x=2");
    assertThat(
            rows(
                reader()
                    .load(dir.toString())
                    .selectExpr("_line", "x", "_tags", "_reason", "_unknown", "_others")))
        .containsExactly(
            "[2,1.0,host=a,z=1,null,tag z\nfield y,1]",
            "[3,null,,type,null,0]",
            "[4,null,null,grammar,null,0]",
            "[5,null,,missing field,null,0]");
    assertThat(
            rows(
                reader()
                    .option("refused", "drop")
                    .load(dir.toString())
                    .selectExpr("_raw", "regexp_extract(_file, '[^/]*$', 0)")))
        .containsExactly("[m,z=1,host=a x=1,y=2 7,a.lp]");
  }

  @Test
  void filesOfDirectoriesAreReadInOrderOnePartitionEach(@TempDir Path dir) {
    write(dir.resolve("b.lp.gz"), "m x=2 2");
    write(dir.resolve("a.lp"), "m x=1 1");
    write(dir.resolve("sub/c.lp"), "m x=3 3");
    write(dir.resolve("ignored.txt"), "m x=4 4");
    Dataset<Row> rows =
        reader().load(dir.toString(), dir.resolve("a.lp").toString()).selectExpr("x");
    assertThat(rows.javaRDD().getNumPartitions()).isEqualTo(3);
    assertThat(rows(rows)).containsExactly("[1.0]", "[2.0]", "[3.0]");
  }

  @Test
  void onlyTheColumnsThatAreAskedForAreRead(@TempDir Path dir) {
    write(dir.resolve("a.lp"), "m x=1,n=2i 1", "m x=\"no\" 1");
    Dataset<Row> rows = reader().load(dir.toString());
    assertThat(rows.select("n").queryExecution().executedPlan().output().size()).isEqualTo(1);
    assertThat(rows(rows.selectExpr("n", "_reason"))).containsExactly("[2,null]", "[null,type]");
    assertThat(rows.count()).isEqualTo(2);
  }

  @Test
  void precisionIsAnOption(@TempDir Path dir) {
    write(dir.resolve("a.lp"), "m x=1 5");
    assertThat(rows(reader().option("precision", "ms").load(dir.toString()).select("time_ns")))
        .containsExactly("[5000000]");
    assertThatThrownBy(() -> reader().option("precision", "h").load(dir.toString()).collectAsList())
        .hasMessageContaining("Unknown precision 'h'. Write ns, us, ms or s.");
  }

  @Test
  void whatIsNoTelemetryIsRefusedByName(@TempDir Path dir) throws IOException {
    Files.createDirectories(dir.resolve("none"));
    refused(ErrorCode.INVALID_INPUT, dir.resolve("none"), "holds no telemetry");
    refused(ErrorCode.NOT_FOUND, dir.resolve("gone.lp"), "gone.lp does not exist");
    Path empty = Files.createFile(dir.resolve("empty.lp"));
    refused(ErrorCode.UNREADABLE_DATA, empty, "empty.lp is empty");
  }

  @Test
  void aTruncatedFileFailsTheJobWithItsName(@TempDir Path dir) throws IOException {
    Path whole = TestingTransfers.write(dir.resolve("w.gz"), TestingTransfers.lines(0, 5_000));
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = Files.write(dir.resolve("cut.lp.gz"), Arrays.copyOf(bytes, bytes.length - 400));
    refused(ErrorCode.UNREADABLE_DATA, cut, "cut.lp.gz cannot be read behind offset");
  }

  private static void refused(ErrorCode code, Path path, String message) {
    assertThatThrownBy(
            () ->
                SparkFailures.unwrapped(
                    () -> reader().load(path.toString()).selectExpr("x").collectAsList()))
        .isInstanceOfSatisfying(WiresmithException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(message);
  }
}
