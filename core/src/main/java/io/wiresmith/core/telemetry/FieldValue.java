package io.wiresmith.core.telemetry;

/** The value of one field, in one of the types of line protocol. */
public sealed interface FieldValue {
  /**
   * A float.
   *
   * @param value finite
   */
  record FloatValue(double value) implements FieldValue {
    /** Refuses what line protocol cannot hold. */
    public FloatValue {
      if (!Double.isFinite(value)) {
        throw Point.invalid("float " + value, "a finite number");
      }
    }
  }

  /**
   * A signed integer.
   *
   * @param value the number
   */
  record IntegerValue(long value) implements FieldValue {}

  /**
   * An unsigned integer.
   *
   * @param bits the number; above 2^63 it looks negative here
   */
  record UnsignedValue(long bits) implements FieldValue {
    /** The nearest double, ties and all, of the 64 bits of an unsigned number. */
    public static double widened(long bits) {
      return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
    }
  }

  /**
   * A boolean.
   *
   * @param value true or false
   */
  record BooleanValue(boolean value) implements FieldValue {}

  /**
   * A text.
   *
   * @param value any characters, line feeds included
   */
  record StringValue(String value) implements FieldValue {}
}
