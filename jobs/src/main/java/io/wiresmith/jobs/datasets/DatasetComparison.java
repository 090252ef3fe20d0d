package io.wiresmith.jobs.datasets;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelId;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.bandwidth.LinkTelemetry;
import io.wiresmith.core.compression.TransferTelemetry;
import io.wiresmith.core.dataset.ColumnSpec;
import io.wiresmith.core.dataset.DatasetKind;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.fields.MessageTelemetry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * Compares two raw datasets of one model. Rows that both have cancel out; what is left is grouped
 * by key, on the disk where it does not fit into memory.
 *
 * @param before the first
 * @param after the second
 * @param examples most examples of each kind of change
 */
public record DatasetComparison(DatasetRef before, DatasetRef after, int examples) {
  private static final String SURPLUS = "_surplus";
  private static final String ONLY_BEFORE = "_only_before";
  private static final String ONLY_AFTER = "_only_after";
  private static final String OLD = "_old";
  private static final String NEW = "_new";

  /** Checks that the two can be compared. */
  public DatasetComparison {
    for (DatasetRef dataset : List.of(before, after)) {
      if (dataset.kind() != DatasetKind.RAW) {
        throw wrong(dataset, "is " + dataset.kind().id(), "raw datasets, see datasets list");
      }
    }
    if (!before.manifest().model().equals(after.manifest().model())
        || !before.schema().equals(after.schema())) {
      throw wrong(
          after,
          "has another model or other columns than " + before.sha256().substring(0, 12),
          "two datasets of one model and schema; extract the older one again");
    }
  }

  private static WiresmithException wrong(DatasetRef dataset, String found, String required) {
    return new WiresmithException(
        ErrorCode.USAGE,
        "The dataset %s %s. Required: %s."
            .formatted(dataset.sha256().substring(0, 12), found, required));
  }

  /** Compares; Spark is asked for only if the digests differ. */
  public DatasetChange change(Supplier<SparkSession> sparks) {
    if (before.sha256().equals(after.sha256())) {
      return new DatasetChange(
          before.sha256(), after.sha256(), before.rows(), 0, 0, 0, List.of(), List.of(), List.of());
    }
    Dataset<Row> changed = changed(sparks.get()).persist(StorageLevel.DISK_ONLY());
    try {
      return change(changed);
    } finally {
      changed.unpersist();
    }
  }

  private DatasetChange change(Dataset<Row> changed) {
    Column onlyBefore = col(ONLY_BEFORE);
    Column onlyAfter = col(ONLY_AFTER);
    Row sums =
        changed
            .agg(
                sum(onlyBefore),
                sum(greatest(onlyAfter.minus(onlyBefore), lit(0L))),
                sum(greatest(onlyBefore.minus(onlyAfter), lit(0L))),
                sum(least(onlyBefore, onlyAfter)))
            .head();
    return new DatasetChange(
        before.sha256(),
        after.sha256(),
        before.rows() - count(sums, 0),
        count(sums, 1),
        count(sums, 2),
        count(sums, 3),
        examples(changed.where(onlyAfter.gt(onlyBefore)), NEW),
        examples(changed.where(onlyBefore.gt(onlyAfter)), OLD),
        examples(changed.where(onlyBefore.gt(0).and(onlyAfter.gt(0))), ""));
  }

  /** A row for each key whose points differ. */
  private Dataset<Row> changed(SparkSession spark) {
    Column[] all = columns(before.schema().stream().map(ColumnSpec::name).toList());
    Column surplus = col(SURPLUS);
    Column old = surplus.gt(0);
    Column values = struct(columns(values()));
    return rows(spark, before, all, 1)
        .union(rows(spark, after, all, -1))
        .groupBy(all)
        .agg(sum(surplus).as(SURPLUS))
        .where(surplus.notEqual(0))
        .groupBy(columns(keys()))
        .agg(
            sum(when(old, surplus).otherwise(0L)).as(ONLY_BEFORE),
            sum(when(old, 0L).otherwise(surplus.multiply(-1))).as(ONLY_AFTER),
            max(when(old, values)).as(OLD),
            max(when(surplus.lt(0), values)).as(NEW));
  }

  private static Dataset<Row> rows(
      SparkSession spark, DatasetRef dataset, Column[] columns, int sign) {
    return spark
        .read()
        .parquet(dataset.files())
        .select(columns)
        .withColumn(SURPLUS, lit((long) sign));
  }

  private List<Map<String, Object>> examples(Dataset<Row> changed, String side) {
    List<Map<String, Object>> found = new ArrayList<>();
    for (Row row : changed.orderBy(columns(keys())).limit(examples).collectAsList()) {
      Map<String, Object> example = new LinkedHashMap<>();
      keys().forEach(key -> example.put(key, row.getAs(key)));
      for (String value : values()) {
        if (!side.isEmpty()) {
          example.put(value, row.<Row>getAs(side).getAs(value));
        } else {
          Object was = row.<Row>getAs(OLD).getAs(value);
          Object is = row.<Row>getAs(NEW).getAs(value);
          if (!Objects.equals(was, is)) {
            example.put(value, List.of(was, is));
          }
        }
      }
      found.add(example);
    }
    return found;
  }

  /** The columns that tell a point from others. */
  private List<String> keys() {
    List<String> keys = new ArrayList<>(List.of(before.schema().get(0).name()));
    keys.addAll(tags(before.manifest().model().model()));
    return keys;
  }

  private static List<String> tags(ModelId model) {
    return switch (model) {
      case BANDWIDTH -> LinkTelemetry.TAGS;
      case COMPRESSION -> TransferTelemetry.TAGS;
      case FIELDS -> MessageTelemetry.TAGS;
    };
  }

  private List<String> values() {
    List<String> keys = keys();
    return before.schema().stream()
        .map(ColumnSpec::name)
        .filter(name -> !keys.contains(name))
        .toList();
  }

  private static Column[] columns(List<String> names) {
    return names.stream().map(name -> col(name)).toArray(Column[]::new);
  }

  private static long count(Row sums, int index) {
    return sums.isNullAt(index) ? 0 : sums.getLong(index);
  }
}
