package io.wiresmith.etl.dataset;

import io.wiresmith.core.dataset.DatasetFile;
import java.util.Map;
import org.apache.spark.sql.Column;

/**
 * A part that was written aside.
 *
 * @param aside its name in the staging directory
 * @param file what it is once it is committed; the name follows from the bytes
 * @param hours digests of its rows by hour since 1970; empty where rows have no order
 */
public record Part(String aside, DatasetFile file, Map<Long, String> hours) {
  /** The hour by which rows are gathered: all rows of one hour must be in one part. */
  public static Column hour(String timeColumn) {
    return PartDigest.hour(timeColumn);
  }
}
