package io.wiresmith.etl.influx;

import io.wiresmith.etl.source.Provenance;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.SupportsPushDownFilters;
import org.apache.spark.sql.connector.read.SupportsPushDownLimit;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plans a read: what the server is asked for, and in which parts. */
final class InfluxScan
    implements SupportsPushDownRequiredColumns,
        SupportsPushDownFilters,
        SupportsPushDownLimit,
        Scan,
        Batch {
  private static final Logger LOG = LoggerFactory.getLogger(InfluxScan.class);

  private final InfluxOptions options;
  private final MeasurementSchema schema;
  private final Columns columns;
  private final InfluxFilters filters;
  private StructType required;
  private int limit;
  private InputPartition @Nullable [] planned;

  InfluxScan(InfluxOptions options, MeasurementSchema schema, Columns columns) {
    this.options = options;
    this.schema = schema;
    this.columns = columns;
    this.filters = new InfluxFilters(columns, schema);
    this.required = columns.all();
  }

  @Override
  public void pruneColumns(StructType requiredSchema) {
    required = requiredSchema;
  }

  @Override
  public Filter[] pushFilters(Filter[] all) {
    filters.push(all);
    return all;
  }

  @Override
  public Filter[] pushedFilters() {
    return filters.pushed();
  }

  @Override
  public boolean pushLimit(int most) {
    limit = most;
    return true;
  }

  @Override
  public boolean isPartiallyPushed() {
    return true;
  }

  @Override
  public Scan build() {
    return this;
  }

  @Override
  public StructType readSchema() {
    return required;
  }

  @Override
  public Batch toBatch() {
    return this;
  }

  @Override
  public String description() {
    return "influxdb " + options.connection().location() + " " + selection().describe();
  }

  private Selection selection() {
    return new Selection(
        options.measurement(),
        List.copyOf(fields()),
        options.range().and(filters.range()),
        filters.tags(),
        filters.fields(),
        limit);
  }

  /**
   * The fields to ask for. InfluxDB gives the points that have one of them, so that fewer would
   * drop rows: all that there are, unless a filter or the user says that such rows are not wanted.
   */
  private Set<String> fields() {
    Set<String> wanted = new TreeSet<>();
    for (StructField column : required.fields()) {
      columns.fields().entrySet().stream()
          .filter(entry -> entry.getValue().equals(column.name()))
          .filter(entry -> schema.fields().containsKey(entry.getKey()))
          .forEach(entry -> wanted.add(entry.getKey()));
    }
    boolean pruned = !options.everyRow() || !filters.present().isEmpty();
    boolean strangers = required.getFieldIndex(Provenance.UNKNOWN).isDefined();
    if (pruned && !strangers) {
      filters.present().stream().filter(schema.fields()::containsKey).forEach(wanted::add);
      if (!wanted.isEmpty()) {
        return wanted;
      }
    }
    return new TreeSet<>(schema.fields().keySet());
  }

  @Override
  public InputPartition[] planInputPartitions() {
    if (planned == null) {
      planned = parts().stream().map(InfluxPartition::new).toArray(InputPartition[]::new);
    }
    return planned;
  }

  private List<Selection> parts() {
    Selection selection = selection();
    if (selection.fields().isEmpty() || selection.range().isEmpty()) {
      return List.of();
    }
    if (limit > 0 && !schema.mixes(selection.fields())) {
      return List.of(selection);
    }
    PartitionPlan plan =
        new PartitionPlan(
            options.dialect(), schema, options.rowsPerPartition(), options.partitionTag());
    int tasks = SparkSession.active().sparkContext().defaultParallelism();
    return options.backoff().run(() -> plan.of(selection, tasks), LOG::warn);
  }

  @Override
  public PartitionReaderFactory createReaderFactory() {
    return new Factory(options, schema, columns, required);
  }

  /** Makes the readers, in the executors. */
  private record Factory(
      InfluxOptions options, MeasurementSchema schema, Columns columns, StructType required)
      implements PartitionReaderFactory {
    @Override
    public PartitionReader<InternalRow> createReader(InputPartition partition) {
      return new InfluxRowReader(
          new PartitionRead(options, schema, columns, required),
          ((InfluxPartition) partition).selection());
    }
  }
}
