package io.wiresmith.training;

import org.apache.spark.sql.SparkSession;

/** One local Spark session for all tests of a process. */
public final class TestingSpark {
  private TestingSpark() {}

  /** The session. */
  public static SparkSession session() {
    return SparkSession.builder()
        .master("local[2]")
        .appName("training tests")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.session.timeZone", "UTC")
        .getOrCreate();
  }
}
