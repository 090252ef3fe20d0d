package io.wiresmith.evaluation.fields;

import io.wiresmith.core.fields.Field;
import io.wiresmith.core.fields.FieldType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What stands beside a model: ways to cut a message that nobody trained. They name no type. */
enum Segmenter {
  /** Each byte is a field. */
  EVERY_BYTE(1),
  /** Fields of two bytes. */
  GRID_2(2),
  /** Fields of four bytes. */
  GRID_4(4),
  /** {@link Nemesys}. */
  NEMESYS(0);

  private final int step;

  Segmenter(int step) {
    this.step = step;
  }

  /** The name in reports. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The grids. */
  static List<Segmenter> grids() {
    return Arrays.stream(values()).filter(segmenter -> segmenter.step > 0).toList();
  }

  /** The fields, all of type {@code bytes}. */
  List<Field> fields(byte[] message) {
    List<Integer> starts = step == 0 ? Nemesys.boundaries(message) : grid(message.length);
    List<Field> fields = new ArrayList<>();
    int start = 0;
    for (int boundary : starts) {
      fields.add(new Field(start, boundary, FieldType.BYTES));
      start = boundary;
    }
    fields.add(new Field(start, message.length, FieldType.BYTES));
    return fields;
  }

  private List<Integer> grid(int length) {
    List<Integer> boundaries = new ArrayList<>();
    for (int at = step; at < length; at += step) {
      boundaries.add(at);
    }
    return boundaries;
  }
}
