package io.wiresmith.etl.hadoop;

import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.jspecify.annotations.Nullable;

/** The configuration of Hadoop in force: its files, then the keys {@code spark.hadoop.*}. */
final class HadoopSettings {
  private static final String PREFIX = "spark.hadoop.";

  /** A server that does not answer is told within half a minute, not within fifteen. */
  private static final Map<String, String> BOUNDED =
      Map.of(
          "ipc.client.connect.max.retries", "3",
          "ipc.client.connect.timeout", "10000",
          "ipc.client.connect.max.retries.on.timeouts", "2",
          "fs.s3a.attempts.maximum", "3",
          "fs.s3a.retry.limit", "3",
          "fs.s3a.connection.establish.timeout", "15s");

  private HadoopSettings() {}

  static Configuration ofProcess() {
    Configuration settings = new Configuration();
    BOUNDED.forEach(
        (key, value) -> {
          if (shipped(settings.getPropertySources(key))) {
            settings.set(key, value);
          }
        });
    @Nullable SparkEnv spark = SparkEnv.get();
    SparkConf conf = spark == null ? new SparkConf() : spark.conf();
    for (var entry : conf.getAllWithPrefix(PREFIX)) {
      settings.set(entry._1(), entry._2());
    }
    return settings;
  }

  /** Whether nobody chose a value. */
  private static boolean shipped(String @Nullable [] sources) {
    return sources == null
        || sources.length == 0
        || sources[sources.length - 1].endsWith("-default.xml");
  }
}
