package io.wiresmith.etl.quality;

import io.wiresmith.core.dataset.ColumnSpec;
import io.wiresmith.core.dataset.ColumnSpec.ColumnType;
import io.wiresmith.core.telemetry.RefusalReason;
import io.wiresmith.etl.dataset.PartWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps refused rows: file, line, reason, message and raw text, as Parquet. */
public final class Quarantine {
  /** The columns. */
  public static final List<ColumnSpec> SCHEMA =
      List.of(
          new ColumnSpec("file", ColumnType.STRING, ""),
          new ColumnSpec("line", ColumnType.LONG, ""),
          new ColumnSpec("reason", ColumnType.STRING, ""),
          new ColumnSpec("message", ColumnType.STRING, ""),
          new ColumnSpec("raw", ColumnType.STRING, ""));

  private static final int SHOWN = 400;

  private final Path staging;
  private final Tally tally;
  private @Nullable PartWriter writer;

  Quarantine(Path staging, Tally tally) {
    this.staging = staging;
    this.tally = tally;
  }

  void put(Origin origin, RefusalReason reason, String message) {
    if (writer == null) {
      writer = PartWriter.unordered(staging, SCHEMA);
    }
    writer.write(new Object[] {origin.file(), origin.line(), reason.id(), message, origin.raw()});
    String raw = origin.raw();
    tally.refuse(
        reason,
        new Tally.Example(
            origin.file(),
            origin.line(),
            message,
            raw.length() > SHOWN ? raw.substring(0, SHOWN) + "..." : raw));
    if (origin.timed()) {
      tally.day(origin.time(), false);
    }
  }

  void finish() {
    if (writer != null) {
      tally.refused.add(writer.finish());
    }
  }

  /**
   * Where a row comes from.
   *
   * @param file its file
   * @param line its line
   * @param raw its text
   * @param timed whether it has a time
   * @param time its time in nanoseconds
   */
  record Origin(String file, long line, String raw, boolean timed, long time) {}
}
