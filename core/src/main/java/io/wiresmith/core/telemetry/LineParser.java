package io.wiresmith.core.telemetry;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The grammar of one line: {@code measurement[,tag=value...] field=value[,field=value...] [time]}.
 * Not thread-safe.
 */
final class LineParser {
  private static final FieldKind[] KINDS = FieldKind.values();

  private final LineBuffer buffer;
  private final long unit;
  private final NameTable measurements = new NameTable();
  private final NameTable tagNames = new NameTable();
  private final NameTable tagValues = new NameTable();
  private final NameTable fieldNames = new NameTable();
  private final NumberScan number = new NumberScan();

  private long row;
  private String measurement = "";
  private int tags;
  private String[] tagName = new String[8];
  private String[] tagValue = new String[8];
  private int fields;
  private String[] fieldName = new String[32];
  private byte[] kind = new byte[32];
  private long[] bits = new long[32];
  private boolean hasTime;
  private long time;

  private byte[] b = new byte[0];
  private int base;
  private int at;
  private int end;
  private int hash;
  private boolean open;
  private RefusalReason reason = RefusalReason.GRAMMAR;
  private @Nullable String message;

  LineParser(LineBuffer buffer, Precision precision) {
    this.buffer = buffer;
    this.unit = precision.nanos();
  }

  /** Parses that many bytes from the start of the buffer's line. */
  void parse(int length) {
    b = buffer.bytes();
    base = buffer.start();
    at = base;
    end = base + length;
    row++;
    measurement = "";
    tags = 0;
    fields = 0;
    hasTime = false;
    time = 0;
    open = false;
    message = null;
    measurements.trim();
    tagNames.trim();
    tagValues.trim();
    fieldNames.trim();
    boolean sound = measurementAndTags() && fieldSet() && timestamp();
    if (sound && !buffer.isText(length)) {
      refuse("bytes that are no UTF-8");
    }
  }

  private boolean measurementAndTags() {
    blanks(true);
    int from = at;
    scan(false);
    if (at == from) {
      return refuse("no measurement before the first comma or blank");
    }
    measurement = measurements.find(b, from, at, hash, false).text;
    while (at < end && b[at] == ',') {
      at++;
      if (!tag()) {
        return false;
      }
    }
    return true;
  }

  private boolean tag() {
    int from = at;
    scan(true);
    if (at == from || at == end || b[at] != '=') {
      return refuse("no tag=value after a comma of the tags");
    }
    NameTable.Entry name = tagNames.find(b, from, at, hash, true);
    if (name.row == row) {
      return refuse("tag '" + name.text + "' is given twice");
    }
    name.row = row;
    from = ++at;
    scan(true);
    if (at == from) {
      return refuse("tag '" + name.text + "' has no value");
    }
    if (at < end && b[at] == '=') {
      return refuse("an unescaped = in the value of tag '" + name.text + "'");
    }
    if (tags == tagName.length) {
      tagName = Arrays.copyOf(tagName, tags * 2);
      tagValue = Arrays.copyOf(tagValue, tags * 2);
    }
    tagName[tags] = name.text;
    tagValue[tags++] = tagValues.find(b, from, at, hash, true).text;
    return true;
  }

  private boolean fieldSet() {
    blanks(false);
    if (at == end) {
      return refuse("no fields after the measurement and its tags");
    }
    while (true) {
      if (!field()) {
        return false;
      }
      if (at == end || b[at] == ' ') {
        return true;
      }
      if (b[at] != ',') {
        return refuse("something else than a comma or a blank behind field '" + lastField() + "'");
      }
      at++;
    }
  }

  private boolean field() {
    int from = at;
    scan(true);
    if (at == from || at == end || b[at] != '=') {
      return refuse("no field=value where a field must be");
    }
    NameTable.Entry name = fieldNames.find(b, from, at, hash, true);
    if (name.row == row) {
      return refuse("field '" + name.text + "' is given twice");
    }
    name.row = row;
    at++;
    if (fields == fieldName.length) {
      fieldName = Arrays.copyOf(fieldName, fields * 2);
      kind = Arrays.copyOf(kind, fields * 2);
      bits = Arrays.copyOf(bits, fields * 2);
    }
    fieldName[fields++] = name.text;
    if (at < end && b[at] == '"') {
      return quoted();
    }
    return plain();
  }

  private boolean quoted() {
    int from = at + 1;
    for (int i = from; i < end; i++) {
      if (b[i] == '"') {
        value(FieldKind.STRING, ((long) (from - base) << 32) | (i - base));
        at = i + 1;
        return i - from <= LineBuffer.LONGEST_TEXT
            || refuse("field '" + lastField() + "' is longer than 65536 bytes");
      }
      if (b[i] == '\\' && i + 1 < end && Escapes.inText(b[i + 1])) {
        i++;
      }
    }
    open = true;
    return refuse("the quote of field '" + lastField() + "' is never closed");
  }

  private boolean plain() {
    int from = at;
    while (at < end && b[at] != ',' && b[at] != ' ') {
      at++;
    }
    if (at == from) {
      return refuse("field '" + lastField() + "' has no value");
    }
    int truth = truth(from, at);
    if (truth >= 0) {
      value(FieldKind.BOOLEAN, truth);
      return true;
    }
    if (!number.read(b, from, at)) {
      reason = number.reason;
      message = "field '" + lastField() + "': " + number.problem;
      return false;
    }
    value(number.kind, number.bits);
    return true;
  }

  private int truth(int from, int to) {
    byte first = b[from];
    if (first != 't' && first != 'T' && first != 'f' && first != 'F') {
      return -1;
    }
    return switch (new String(b, from, to - from, StandardCharsets.UTF_8)) {
      case "t", "T", "true", "True", "TRUE" -> 1;
      case "f", "F", "false", "False", "FALSE" -> 0;
      default -> -1;
    };
  }

  private boolean timestamp() {
    blanks(true);
    if (at == end) {
      return true;
    }
    int i = at;
    boolean negative = b[i] == '-';
    i += negative ? 1 : 0;
    int from = i;
    long value = 0;
    boolean fits = true;
    for (; i < end && b[i] >= '0' && b[i] <= '9'; i++) {
      long next = value * 10 - (b[i] - '0');
      fits = fits && value >= Long.MIN_VALUE / 10 && next <= 0;
      value = next;
    }
    int behind = i;
    while (i < end && (b[i] == ' ' || b[i] == '\t')) {
      i++;
    }
    if (behind == from || i < end) {
      return refuse("the timestamp is no whole number");
    }
    long high = Math.multiplyHigh(value, unit);
    long nanos = value * unit;
    fits = fits && high == nanos >> 63 && (negative || nanos != Long.MIN_VALUE);
    if (!fits) {
      reason = RefusalReason.RANGE;
      message = "the timestamp does not fit into 64 bits of nanoseconds";
      return false;
    }
    hasTime = true;
    time = negative ? nanos : -nanos;
    return true;
  }

  private void value(FieldKind type, long value) {
    kind[fields - 1] = (byte) type.ordinal();
    bits[fields - 1] = value;
  }

  private void blanks(boolean tabs) {
    while (at < end && (b[at] == ' ' || (tabs && b[at] == '\t'))) {
      at++;
    }
  }

  /** Moves to the next comma, blank or (where it ends a name) equals sign that is not escaped. */
  private void scan(boolean equals) {
    int h = 0;
    int i = at;
    while (i < end) {
      byte c = b[i];
      if (c == '\\' && i + 1 < end && Escapes.inName(b[i + 1], equals)) {
        h = 31 * (31 * h + c) + b[i + 1];
        i += 2;
        continue;
      }
      if (c == ',' || c == ' ' || (equals && c == '=')) {
        break;
      }
      h = 31 * h + c;
      i++;
    }
    hash = h;
    at = i;
  }

  private boolean refuse(String what) {
    reason = RefusalReason.GRAMMAR;
    message = what;
    return false;
  }

  private String lastField() {
    return fieldName[fields - 1];
  }

  boolean refused() {
    return message != null;
  }

  /** Whether the line ended inside of a quoted text. */
  boolean openText() {
    return open;
  }

  RefusalReason reason() {
    return reason;
  }

  String message() {
    return message == null ? "" : message;
  }

  String measurement() {
    return measurement;
  }

  boolean hasTime() {
    return hasTime;
  }

  long timeNanos() {
    return time;
  }

  int tags() {
    return tags;
  }

  String tag(int index) {
    return tagName[index];
  }

  String tagValue(int index) {
    return tagValue[index];
  }

  int fields() {
    return fields;
  }

  String field(int index) {
    return fieldName[index];
  }

  FieldKind kind(int index) {
    return KINDS[kind[index]];
  }

  long bits(int index) {
    return bits[index];
  }

  String text(int index) {
    int from = buffer.start() + (int) (bits[index] >>> 32);
    int to = buffer.start() + (int) bits[index];
    return Escapes.decodeText(buffer.bytes(), from, to);
  }
}
