package io.wiresmith.jobs.cluster;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Sessions on masters that are not this process. */
public final class Cluster {
  /** What suits a cluster; whatever is configured otherwise wins. Never master or memory. */
  private static final Map<String, String> SOFT_DEFAULTS =
      Map.of(
          // XGBoost's workers start together; until there is room for all they are asked for again.
          "spark.scheduler.barrier.maxConcurrentTasksCheck.interval", "2s",
          "spark.scheduler.barrier.maxConcurrentTasksCheck.maxFailures", "300",
          "spark.executorEnv.OMP_WAIT_POLICY", "passive");

  private static final String JARS = "spark.jars";

  /** Only the driver trains networks, and these are large. */
  private static final String DRIVERS_ONLY = "pytorch-native-";

  private Cluster() {}

  /**
   * Whether that master computes in this process.
   *
   * @throws WiresmithException {@code USAGE} if it is none
   */
  public static boolean local(String master) {
    return new Master(master).local();
  }

  /**
   * A session with everything that executors need. It is watched: jobs that find no executor for
   * longer than the patience are cancelled, and {@link ClusterLoss} tells.
   *
   * @param conf with a master that is not local
   * @param shared the directory that executors must see
   * @throws WiresmithException {@code DEPENDENCY_DOWN} if there is no such cluster, {@code USAGE}
   *     if its executors do not see the directory
   */
  public static SparkSession session(SparkConf conf, Path shared, Duration patience) {
    Master master = new Master(conf.get("spark.master"));
    master.requireAnswer();
    SOFT_DEFAULTS.forEach(conf::setIfMissing);
    conf.set(JARS, jars(conf.get(JARS, "")));
    SparkSession session = started(master, () -> SparkSession.builder().config(conf).getOrCreate());
    ExecutorWatch.over(session.sparkContext(), patience);
    new SharedDirectory(shared).check(JavaSparkContext.fromSparkContext(session.sparkContext()));
    return session;
  }

  private static SparkSession started(Master master, Supplier<SparkSession> start) {
    try {
      SparkSession session = start.get();
      if (session.sparkContext().isStopped()) {
        throw new IllegalStateException("the master took no application");
      }
      return session;
    } catch (RuntimeException e) {
      throw new WiresmithException(
          ErrorCode.DEPENDENCY_DOWN,
          "Spark does not start on %s: %s. Look at the master's log; for YARN and Kubernetes SPARK_HOME must name a distribution of Spark."
              .formatted(master.url(), e.getMessage()),
          e);
    }
  }

  /** What is named already, and ours that are not. */
  private static String jars(String named) {
    List<String> there = Arrays.stream(named.split(",")).filter(it -> !it.isBlank()).toList();
    Set<String> names = there.stream().map(Cluster::fileName).collect(Collectors.toSet());
    Stream<String> missing =
        OwnJars.all().stream()
            .map(Path::toUri)
            .map(URI::toString)
            .filter(jar -> !names.contains(fileName(jar)))
            .filter(jar -> !fileName(jar).startsWith(DRIVERS_ONLY));
    return Stream.concat(there.stream(), missing).collect(Collectors.joining(","));
  }

  private static String fileName(String jar) {
    return jar.substring(jar.lastIndexOf('/') + 1);
  }
}
