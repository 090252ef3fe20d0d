package io.wiresmith.etl.dataset;

import io.wiresmith.core.dataset.ColumnSpec;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/** Hands rows of plain values to Parquet. */
final class RowWriteSupport extends WriteSupport<Object[]> {
  private final List<ColumnSpec> schema;
  private @Nullable RecordConsumer consumer;

  private RowWriteSupport(List<ColumnSpec> schema) {
    this.schema = schema;
  }

  @Override
  public WriteContext init(Configuration configuration) {
    return context();
  }

  @Override
  public WriteContext init(ParquetConfiguration configuration) {
    return context();
  }

  private WriteContext context() {
    return new WriteContext(message(schema), Map.of());
  }

  @Override
  public void prepareForWrite(RecordConsumer recordConsumer) {
    consumer = recordConsumer;
  }

  @Override
  public void write(Object[] row) {
    RecordConsumer out = java.util.Objects.requireNonNull(consumer);
    out.startMessage();
    for (int i = 0; i < row.length; i++) {
      String name = schema.get(i).name();
      out.startField(name, i);
      switch (schema.get(i).type()) {
        case STRING -> out.addBinary(Binary.fromString((String) row[i]));
        case DOUBLE -> out.addDouble((Double) row[i]);
        case LONG -> out.addLong((Long) row[i]);
        case BOOLEAN -> out.addBoolean((Boolean) row[i]);
      }
      out.endField(name, i);
    }
    out.endMessage();
  }

  static MessageType message(List<ColumnSpec> schema) {
    Types.MessageTypeBuilder message = Types.buildMessage();
    schema.forEach(column -> message.addField(field(column)));
    return message.named("wiresmith");
  }

  private static PrimitiveType field(ColumnSpec column) {
    return switch (column.type()) {
      case STRING ->
          Types.required(PrimitiveTypeName.BINARY)
              .as(LogicalTypeAnnotation.stringType())
              .named(column.name());
      case DOUBLE -> Types.required(PrimitiveTypeName.DOUBLE).named(column.name());
      case LONG -> Types.required(PrimitiveTypeName.INT64).named(column.name());
      case BOOLEAN -> Types.required(PrimitiveTypeName.BOOLEAN).named(column.name());
    };
  }

  /** Builds the writer. */
  static final class Builder extends ParquetWriter.Builder<Object[], Builder> {
    private final List<ColumnSpec> schema;

    Builder(OutputFile file, List<ColumnSpec> schema) {
      super(file);
      this.schema = schema;
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    protected WriteSupport<Object[]> getWriteSupport(Configuration configuration) {
      return new RowWriteSupport(schema);
    }

    @Override
    protected WriteSupport<Object[]> getWriteSupport(ParquetConfiguration configuration) {
      return new RowWriteSupport(schema);
    }
  }
}
