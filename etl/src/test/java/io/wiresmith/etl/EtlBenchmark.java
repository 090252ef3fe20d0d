package io.wiresmith.etl;

import io.wiresmith.core.ModelId;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.compression.TransferTelemetry;
import io.wiresmith.core.dataset.DatasetStore;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.telemetry.Precision;
import io.wiresmith.etl.bandwidth.LinkRules;
import io.wiresmith.etl.compression.PenaltyProfiles;
import io.wiresmith.etl.fields.MessageRules;
import io.wiresmith.etl.lineprotocol.LineProtocolSource;
import io.wiresmith.etl.quality.QualityPolicy;
import io.wiresmith.etl.step.Destination;
import io.wiresmith.etl.step.ExtractRequest;
import io.wiresmith.etl.step.Extraction;
import io.wiresmith.etl.testing.TestingSpark;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Points per second from four gzip files of 20 float fields each: parsed (every field summed), and
 * with the whole law into Parquet. Arguments: directory, number of points.
 */
public final class EtlBenchmark {
  private EtlBenchmark() {}

  public static void main(String[] args) throws IOException {
    Path dir = AtomicFiles.directory(Path.of(args[0]));
    int points = Integer.parseInt(args[1]);
    Path telemetry = dir.resolve("telemetry-" + points);
    if (!Files.exists(telemetry)) {
      write(telemetry, points);
    }
    SparkSession spark = TestingSpark.session();
    spark.range(1000).count();
    for (int round = 0; round < 3; round++) {
      Stopwatch parsing = Stopwatch.start();
      parsing.rate("parsed", parse(spark, telemetry));
      Path out = dir.resolve("out-" + points + "-" + round);
      AtomicFiles.deleteTree(out);
      Stopwatch judging = Stopwatch.start();
      judging.rate("whole law", law(spark, telemetry, out));
    }
    System.out.printf(Locale.ROOT, "heap limit %d MB%n", Runtime.getRuntime().maxMemory() >> 20);
    spark.stop();
  }

  /** Wall time, and CPU time of the whole process: on a busy machine only the second counts. */
  private record Stopwatch(long wall, long cpu) {
    static Stopwatch start() {
      return new Stopwatch(System.nanoTime(), cpuNanos());
    }

    private static long cpuNanos() {
      return ((com.sun.management.OperatingSystemMXBean)
              ManagementFactory.getOperatingSystemMXBean())
          .getProcessCpuTime();
    }

    void rate(String what, long points) {
      double seconds = (System.nanoTime() - wall) / 1e9;
      double busy = (cpuNanos() - cpu) / 1e9;
      System.out.printf(
          Locale.ROOT,
          "%s: %d points, %.2f s, %.0f points/s; %.2f CPU s, %.0f points/s on two idle cores%n",
          what,
          points,
          seconds,
          points / seconds,
          busy,
          2 * points / busy);
    }
  }

  private static long parse(SparkSession spark, Path telemetry) {
    StructType schema = new StructType().add("time_ns", DataTypes.LongType);
    for (String tag : TransferTelemetry.TAGS) {
      schema = schema.add(tag, DataTypes.StringType);
    }
    var sum = functions.lit(0.0);
    for (var field : TransferTelemetry.FIELDS) {
      schema = schema.add(field.name(), DataTypes.DoubleType);
      sum = sum.plus(functions.coalesce(functions.col(field.name()), functions.lit(0.0)));
    }
    return spark
        .read()
        .format("lineprotocol")
        .schema(schema)
        .option("measurement", TransferTelemetry.MEASUREMENT)
        .option("tags", String.join(",", TransferTelemetry.TAGS))
        .load(telemetry.toString())
        .agg(functions.count(functions.lit(1)), functions.sum(sum))
        .first()
        .getLong(0);
  }

  private static long law(SparkSession spark, Path telemetry, Path out) {
    Extraction extraction =
        Etls.of(
                ModelId.COMPRESSION,
                PenaltyProfiles.shipped(),
                LinkRules.shipped(),
                MessageRules.shipped())
            .extract(
                spark,
                new ExtractRequest(
                    new LineProtocolSource(List.of(telemetry.toString()), Precision.NS),
                    Optional.empty(),
                    Optional.empty(),
                    "bench",
                    ModelKey.of(ModelId.COMPRESSION)),
                new QualityPolicy(0, 0, 0),
                new Destination(
                    new DatasetStore(out), out.resolve("quarantine"), out.resolve("quality.html")),
                Clock.systemUTC(),
                sentence -> {});
    return extraction.counts().out();
  }

  private static void write(Path telemetry, int points) throws IOException {
    AtomicFiles.directory(telemetry);
    List<String> fields = TransferTelemetry.FIELDS.stream().map(f -> f.name()).toList();
    for (int file = 0; file < 4; file++) {
      Random random = new Random(file);
      try (Writer out =
          new BufferedWriter(
              new OutputStreamWriter(
                  new GZIPOutputStream(
                      Files.newOutputStream(telemetry.resolve("part-" + file + ".lp.gz")), 1 << 16),
                  StandardCharsets.UTF_8))) {
        for (int i = 0; i < points / 4; i++) {
          long time = 1_790_812_800_000_000_000L + (i * 4L + file) * 1_000_000_000L;
          out.write(
              "dwcp_transfer,link_type=wan,node=n0" + i % 8 + ",region=eu,stream=s" + i % 200);
          for (int f = 0; f < fields.size(); f++) {
            double value = Math.round(random.nextDouble() * 1e6) / 1e6;
            out.write((f == 0 ? " " : ",") + fields.get(f) + "=" + Math.max(value, 1e-3));
          }
          out.write(",extra=" + random.nextInt(1000) / 8.0 + " " + time + "\n");
        }
      }
    }
  }
}
