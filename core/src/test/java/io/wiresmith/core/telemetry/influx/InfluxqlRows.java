package io.wiresmith.core.telemetry.influx;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.wiresmith.core.telemetry.FieldKind;
import java.io.IOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Copies a chunked JSON answer of {@code SELECT *::field … GROUP BY *} into line protocol. */
final class InfluxqlRows {
  private final JsonParser json;
  private final Map<String, FieldKind> kinds;
  private final Writer out;
  private String series = "";
  private String[] columns = {};
  private boolean partial;

  InfluxqlRows(JsonParser json, Map<String, FieldKind> kinds, Writer out) {
    this.json = json;
    this.kinds = kinds;
    this.out = out;
  }

  /** Copies all chunks, and fails unless the last one says that nothing follows. */
  void copy() throws IOException {
    for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
      if (token == JsonToken.START_OBJECT && json.getParsingContext().getParent().inRoot()) {
        partial = false;
      }
      if (token == JsonToken.FIELD_NAME) {
        member(json.currentName());
      }
    }
    if (partial) {
      throw new AssertionError("The answer ends with partial: true");
    }
  }

  private void member(String name) throws IOException {
    switch (name) {
      case "error" -> throw new AssertionError("The answer holds: " + json.nextTextValue());
      case "partial" -> partial |= Objects.requireNonNull(json.nextBooleanValue());
      case "name" -> series = escaped(json.nextTextValue(), ", ");
      case "tags" -> tags();
      case "columns" -> {
        json.nextToken();
        columns = json.readValueAs(String[].class);
      }
      case "values" -> values();
      default -> {}
    }
  }

  @SuppressWarnings("unchecked")
  private void tags() throws IOException {
    json.nextToken();
    Map<String, String> tags = new TreeMap<>(json.readValueAs(Map.class));
    StringBuilder text = new StringBuilder(series);
    tags.forEach(
        (tag, value) -> {
          if (!value.isEmpty()) {
            text.append(',').append(escaped(tag, ",= ")).append('=').append(escaped(value, ",= "));
          }
        });
    series = text.toString();
  }

  private void values() throws IOException {
    json.nextToken();
    String[] row = new String[columns.length];
    while (json.nextToken() == JsonToken.START_ARRAY) {
      Arrays.fill(row, null);
      for (int column = 0; json.nextToken() != JsonToken.END_ARRAY; column++) {
        row[column] = json.currentToken() == JsonToken.VALUE_NULL ? "" : value(column);
      }
      for (int column = 1; column < row.length; column++) {
        if (!row[column].isEmpty()) {
          out.write(series + " " + escaped(columns[column], ",= ") + "=" + row[column]);
          out.write(" " + row[0] + "\n");
        }
      }
    }
  }

  private String value(int column) throws IOException {
    String text = json.getText();
    FieldKind kind = kinds.get(columns[column]);
    if (column == 0 || kind == null) {
      return text;
    }
    return switch (kind) {
      case STRING -> '"' + escaped(text, "\"\\") + '"';
      case INTEGER -> text + "i";
      case UNSIGNED -> text + "u";
      case FLOAT, BOOLEAN -> text;
    };
  }

  private static String escaped(String text, String special) {
    StringBuilder escaped = new StringBuilder();
    for (char c : text.toCharArray()) {
      escaped.append(special.indexOf(c) >= 0 ? "\\" : "").append(c);
    }
    return escaped.toString();
  }
}
