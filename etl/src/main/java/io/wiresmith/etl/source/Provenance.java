package io.wiresmith.etl.source;

import java.util.List;
import org.apache.spark.sql.connector.catalog.MetadataColumn;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** The columns beside the data that say where a row comes from and what is wrong with it. */
public final class Provenance {
  /** All tags of the row, known or not, as one canonical text; with the time the row's key. */
  public static final String TAGS = "_tags";

  /** File or other origin. */
  public static final String FILE = "_file";

  /** Number of the line in the file, from 1. */
  public static final String LINE = "_line";

  /** The text of the row as it was read. */
  public static final String RAW = "_raw";

  /** Why the source refuses the row, see {@code RefusalReason.id()}; null for a sound row. */
  public static final String REASON = "_reason";

  /** What was found and what was required; null for a sound row. */
  public static final String MESSAGE = "_message";

  /**
   * Present but not asked for: lines {@code field x} and {@code tag y}; null where there are none.
   */
  public static final String UNKNOWN = "_unknown";

  /**
   * Points of other measurements that were passed over since the row before. When this column is
   * read, a last row with nothing else in it reports those at the end.
   */
  public static final String OTHERS = "_others";

  /** All of them, in order. */
  public static final List<String> COLUMNS =
      List.of(TAGS, FILE, LINE, RAW, REASON, MESSAGE, UNKNOWN, OTHERS);

  private Provenance() {}

  /** All of them as hidden columns of a table. */
  public static MetadataColumn[] hidden() {
    return COLUMNS.stream().map(Hidden::new).toArray(MetadataColumn[]::new);
  }

  private record Hidden(String name) implements MetadataColumn {
    @Override
    public DataType dataType() {
      return name.equals(LINE) || name.equals(OTHERS) ? DataTypes.LongType : DataTypes.StringType;
    }

    @Override
    public boolean isNullable() {
      return true;
    }
  }
}
