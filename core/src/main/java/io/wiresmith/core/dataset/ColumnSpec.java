package io.wiresmith.core.dataset;

/**
 * One column of a dataset.
 *
 * @param name column name, as in the telemetry
 * @param type what it holds
 * @param unit such as {@code ms}, or empty text where there is none
 */
public record ColumnSpec(String name, ColumnType type, String unit) {
  /** The types a column can have. */
  public enum ColumnType {
    STRING,
    DOUBLE,
    LONG,
    BOOLEAN
  }

  /** A column of texts. */
  public static ColumnSpec text(String name) {
    return new ColumnSpec(name, ColumnType.STRING, "");
  }
}
