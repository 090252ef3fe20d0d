package io.wiresmith.etl.source;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Where telemetry is read from; {@code TelemetrySourceContract} says what each must do. */
public interface TelemetrySource {
  /**
   * The rows of a measurement, each sound or refused, none left out, with the columns {@link
   * TelemetryLayout#columns()}. Numbers are null where missing; so are tags.
   */
  Dataset<Row> observe(SparkSession spark, TelemetryLayout layout);

  /** What it reads, for people: without secrets. */
  String description();
}
