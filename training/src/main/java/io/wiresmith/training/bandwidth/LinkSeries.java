package io.wiresmith.training.bandwidth;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.bandwidth.LabelledLink;
import io.wiresmith.core.bandwidth.LinkTelemetry;
import io.wiresmith.core.dataset.DatasetPart;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.io.AtomicFiles;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * The throughput of all segments behind each other, in a mapped file: NaN was not measured. Only
 * the places of the segments are held in memory.
 *
 * @param values all values
 * @param segments where each segment lies
 */
record LinkSeries(FloatBuffer values, List<Segment> segments) {
  /**
   * A part of a link between two cuts.
   *
   * @param source the collection that the link belongs to
   * @param link the link
   * @param part what the link is used for
   * @param from place of its first value
   * @param length its values
   */
  record Segment(String source, String link, DatasetPart part, int from, int length) {
    /** Steps whose next value lies in the segment. */
    int targets() {
      return Math.max(0, length - 1);
    }
  }

  /** Copies the list. */
  LinkSeries {
    segments = List.copyOf(segments);
  }

  /** Copies values; those outside the segment are NaN. */
  void copy(Segment segment, int from, float[] to, int at, int count) {
    for (int i = 0; i < count; i++) {
      int index = from + i;
      to[at + i] =
          index >= 0 && index < segment.length() ? values.get(segment.from() + index) : Float.NaN;
    }
  }

  /** The segments of a part. */
  List<Segment> of(DatasetPart part) {
    return segments.stream().filter(segment -> segment.part() == part).toList();
  }

  /**
   * Reads a labelled dataset, one partition after the other.
   *
   * @param file where the values are put, in a directory that is there; replaced
   */
  static LinkSeries read(SparkSession spark, DatasetRef labelled, Path file) {
    Dataset<Row> rows =
        spark
            .read()
            .parquet(labelled.files())
            .select(
                LinkTelemetry.SOURCE,
                LinkTelemetry.LINK,
                LabelledLink.SEGMENT,
                LabelledLink.POSITION,
                LinkTelemetry.THROUGHPUT_MBPS,
                LabelledLink.PART)
            .orderBy(
                functions.col(LinkTelemetry.SOURCE),
                functions.col(LinkTelemetry.LINK),
                functions.col(LabelledLink.SEGMENT),
                functions.col(LabelledLink.POSITION));
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16))) {
      List<Segment> segments = new Reading(out).all(rows.toLocalIterator());
      out.flush();
      return new LinkSeries(mapped(file), segments);
    } catch (IOException e) {
      throw AtomicFiles.failed("write", file, e);
    }
  }

  private static FloatBuffer mapped(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      long bytes = channel.size();
      if (bytes > Integer.MAX_VALUE) {
        throw new WiresmithException(
            ErrorCode.DATA_QUALITY,
            "The links have %,d steps; at most %,d can be trained on. Choose a shorter window."
                .formatted(bytes / Float.BYTES, Integer.MAX_VALUE / Float.BYTES));
      }
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, bytes).asFloatBuffer();
    }
  }

  /** Writes rows behind each other, gaps filled with NaN. */
  private static final class Reading {
    private final DataOutputStream out;
    private final List<Segment> segments = new ArrayList<>();
    private String key = "";
    private Row first = Row.empty();
    private int start;
    private int length;
    private int written;

    Reading(DataOutputStream out) {
      this.out = out;
    }

    List<Segment> all(Iterator<Row> rows) throws IOException {
      while (rows.hasNext()) {
        add(rows.next());
      }
      close();
      return segments;
    }

    private void add(Row row) throws IOException {
      String next = row.getString(0) + '\n' + row.getString(1) + '\n' + row.getLong(2);
      if (!next.equals(key)) {
        close();
        key = next;
        first = row;
        start = written;
        length = 0;
      }
      int position = Math.toIntExact(row.getLong(3));
      while (length < position) {
        put(Float.NaN);
      }
      put((float) row.getDouble(4));
    }

    private void put(float value) throws IOException {
      out.writeFloat(value);
      length++;
      written++;
    }

    private void close() {
      if (!key.isEmpty()) {
        DatasetPart part =
            DatasetPart.valueOf(first.getString(5).toUpperCase(java.util.Locale.ROOT));
        segments.add(new Segment(first.getString(0), first.getString(1), part, start, length));
      }
    }
  }
}
