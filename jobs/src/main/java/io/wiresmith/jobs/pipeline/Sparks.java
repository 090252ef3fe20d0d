package io.wiresmith.jobs.pipeline;

import io.wiresmith.jobs.cluster.Cluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
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
  private final Path shared;
  private final Supplier<Duration> patience;
  private @Nullable SparkSession session;

  /**
   * A session to come.
   *
   * @param master of Spark; without it the one that spark-submit or the system property names
   * @param shared the directory that every executor of a cluster must see
   * @param patience how long a job waits for any executor of a cluster
   */
  public Sparks(Optional<String> master, Path shared, Supplier<Duration> patience) {
    this.master = master;
    this.shared = shared;
    this.patience = patience;
  }

  /** A session to come on a machine of its own. */
  public static Sparks local(String master) {
    return new Sparks(Optional.of(master), Path.of("."), () -> Duration.ZERO);
  }

  /**
   * The session.
   *
   * @throws io.wiresmith.core.WiresmithException {@code DEPENDENCY_DOWN} if there is no such
   *     cluster, {@code USAGE} if the master is none or executors do not see the shared directory
   */
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
    SparkSession created =
        Cluster.local(conf.get("spark.master", ""))
            ? onThisMachine(conf)
            : Cluster.session(conf, shared, patience.get());
    session = created;
    return created;
  }

  private static SparkSession onThisMachine(SparkConf conf) {
    conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
    conf.setIfMissing("spark.driver.host", "127.0.0.1");
    return SparkSession.builder().config(conf).getOrCreate();
  }

  @Override
  public void close() {
    if (session != null) {
      session.stop();
    }
  }
}
