package io.wiresmith.etl.influx;

import org.apache.spark.sql.connector.read.InputPartition;

/**
 * A part of a read: one query.
 *
 * @param selection what is asked for
 */
record InfluxPartition(Selection selection) implements InputPartition {}
