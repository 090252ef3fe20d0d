package io.wiresmith.core.telemetry;

/**
 * What a numeric telemetry field may hold.
 *
 * @param name field name
 * @param unit unit, or empty text
 * @param minimum least sound value
 * @param maximum greatest sound value
 * @param required whether a point without it is refused
 * @param known whether it is known before the decision
 */
public record FieldSpec(
    String name, String unit, double minimum, double maximum, boolean required, Known known) {
  /** When a value is known. */
  public enum Known {
    BEFORE,
    AFTER
  }

  /** A field that every point has, known before the decision. */
  public static FieldSpec required(String name, String unit, double minimum, double maximum) {
    return new FieldSpec(name, unit, minimum, maximum, true, Known.BEFORE);
  }

  /** A field that a point may lack, known before the decision. */
  public static FieldSpec optional(String name, String unit, double minimum, double maximum) {
    return new FieldSpec(name, unit, minimum, maximum, false, Known.BEFORE);
  }

  /** A field that every point has, measured after the decision. */
  public static FieldSpec measured(String name, String unit, double minimum, double maximum) {
    return new FieldSpec(name, unit, minimum, maximum, true, Known.AFTER);
  }
}
