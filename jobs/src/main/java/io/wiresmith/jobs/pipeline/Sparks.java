package io.wiresmith.jobs.pipeline;

import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** The Spark session of a job, made when a step first needs it. Not thread-safe. */
public final class Sparks implements AutoCloseable {
  /** What suits one machine; whatever is configured otherwise wins. Never master or memory. */
  private static final Map<String, String> SOFT_DEFAULTS =
      Map.of(
          "spark.app.name", "wiresmith",
          "spark.ui.enabled", "false",
          "spark.sql.session.timeZone", "UTC",
          "spark.sql.shuffle.partitions", "8",
          "spark.sql.parquet.compression.codec", "zstd");

  private final Optional<String> master;
  private @Nullable SparkSession session;

  /** A session on that master, or on the one that spark-submit or the system property names. */
  public Sparks(Optional<String> master) {
    this.master = master;
  }

  /** The session. */
  public SparkSession session() {
    SparkSession existing = session;
    if (existing != null) {
      return existing;
    }
    SparkConf conf = new SparkConf();
    SOFT_DEFAULTS.forEach(conf::setIfMissing);
    // A bar for each stage, where somebody looks.
    boolean watched = System.console() != null && System.getenv("CI") == null;
    conf.setIfMissing("spark.ui.showConsoleProgress", Boolean.toString(watched));
    master.ifPresent(conf::setMaster);
    if (conf.get("spark.master", "").startsWith("local")) { // A cluster has to reach the driver.
      conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
      conf.setIfMissing("spark.driver.host", "127.0.0.1");
    }
    SparkSession created = SparkSession.builder().config(conf).getOrCreate();
    session = created;
    return created;
  }

  @Override
  public void close() {
    if (session != null) {
      session.stop();
    }
  }
}
