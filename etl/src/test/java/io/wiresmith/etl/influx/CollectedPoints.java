package io.wiresmith.etl.influx;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** The points of an answer as texts. */
final class CollectedPoints implements PointSink {
  private final List<String> fields;
  private final List<String> points = new ArrayList<>();
  private final StringBuilder point = new StringBuilder();
  private String series = "";

  CollectedPoints(List<String> fields) {
    this.fields = fields;
  }

  List<String> points() {
    return points;
  }

  @Override
  public void series(SortedMap<String, String> tags) {
    series = tags.toString();
  }

  @Override
  public void begin(long timeNanos) {
    point.setLength(0);
    point.append(series).append(' ').append(timeNanos);
  }

  private void add(int field, Object value) {
    point.append(' ').append(fields.get(field)).append('=').append(value);
  }

  @Override
  public void number(int field, double value) {
    add(field, value);
  }

  @Override
  public void integer(int field, long value) {
    add(field, value);
  }

  @Override
  public void unsigned(int field, long bits) {
    add(field, Long.toUnsignedString(bits));
  }

  @Override
  public void flag(int field, boolean value) {
    add(field, value);
  }

  @Override
  public void text(int field, byte[] utf8) {
    add(field, new String(utf8, java.nio.charset.StandardCharsets.UTF_8));
  }

  @Override
  public void end() {
    points.add(point.toString());
  }
}
