package io.wiresmith.etl.fields;

import io.wiresmith.core.fields.FieldType;
import java.util.Optional;
import java.util.regex.Pattern;

/** The types of Wireshark's dissectors ({@code epan/ftypes}) as types of fields. */
final class DissectorType {
  private static final Pattern INTEGER = Pattern.compile("FT_U?INT[0-9]*");
  private static final Pattern STRING = Pattern.compile("FT_.*STRING.*");
  private static final Pattern ADDRESS = Pattern.compile("FT_(IPv4|IPv6|ETHER|EUI64)");
  private static final Pattern TIME = Pattern.compile("FT_.*TIME.*");
  private static final Pattern FLOAT = Pattern.compile("FT_(FLOAT|DOUBLE)");
  private static final Pattern OTHER = Pattern.compile("FT_[A-Za-z0-9_]+|GAP");

  private DissectorType() {}

  /**
   * The type of a segment; none if the dissector has no such type.
   *
   * @param name such as {@code FT_UINT16}, or {@code GAP} for bytes that it did not name
   * @param bits whether the segment holds bit fields
   */
  static Optional<FieldType> of(String name, boolean bits) {
    if (!OTHER.matcher(name).matches()) {
      return Optional.empty();
    }
    if (bits || name.equals("FT_BOOLEAN")) {
      return Optional.of(FieldType.FLAG);
    }
    // Strings first: FT_UINT_STRING is a text behind its length.
    if (STRING.matcher(name).matches()) {
      return Optional.of(FieldType.STRING);
    }
    if (INTEGER.matcher(name).matches()) {
      return Optional.of(FieldType.INTEGER);
    }
    if (ADDRESS.matcher(name).matches()) {
      return Optional.of(FieldType.ADDRESS);
    }
    if (TIME.matcher(name).matches()) {
      return Optional.of(FieldType.TIME);
    }
    return Optional.of(FLOAT.matcher(name).matches() ? FieldType.FLOAT : FieldType.BYTES);
  }
}
