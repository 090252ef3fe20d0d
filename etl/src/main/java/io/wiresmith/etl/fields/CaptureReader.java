package io.wiresmith.etl.fields;

import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.telemetry.RefusalReason;
import io.wiresmith.core.telemetry.TelemetryFile;
import io.wiresmith.etl.fields.MessageText.Refused;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of one file, plain or gzip, blank ones left out. Memory does not grow with the
 * file, nor with the longest line. Closes the file behind the last line. Not thread-safe.
 */
final class CaptureReader implements Iterator<CaptureReader.Found> {
  /** A message of {@code MOST_BYTES} one-byte fields with long names still fits. */
  private static final int MOST_LINE = 16 << 20;

  private static final int KEPT_OF_LONG = 64 << 10;

  private final Path file;
  private final String name;
  private final InputStream in;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long number;
  private long length;
  private @Nullable Found next;
  private boolean ended;

  CaptureReader(Path file) {
    this.file = file;
    this.name = String.valueOf(file.getFileName());
    this.in = new java.io.BufferedInputStream(TelemetryFile.open(file), 1 << 16);
  }

  /**
   * A line.
   *
   * @param number its number, from 1
   * @param raw its text; of a line that is too long the beginning
   * @param message what it says; null if it is refused
   * @param refused why it is refused; null if it is not
   */
  record Found(long number, String raw, @Nullable CaptureLine message, @Nullable Refused refused) {}

  @Override
  public boolean hasNext() {
    try {
      while (next == null && !ended) {
        number++;
        ended = !readLine();
        next = length == 0 ? null : found();
      }
      if (ended) {
        in.close();
      }
    } catch (IOException e) {
      throw AtomicFiles.failed("read", file, e);
    }
    return next != null;
  }

  @Override
  public Found next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Found found = java.util.Objects.requireNonNull(next);
    next = null;
    return found;
  }

  /** Reads up to a line feed; false at the end of the file. */
  private boolean readLine() throws IOException {
    line.reset();
    length = 0;
    for (int c = in.read(); c >= 0; c = in.read()) {
      if (c == '\n') {
        return true;
      }
      if (length < MOST_LINE) {
        line.write(c);
      }
      length++;
    }
    return false;
  }

  private @Nullable Found found() {
    String text = line.toString(StandardCharsets.UTF_8).strip();
    if (length > MOST_LINE) {
      return new Found(
          number,
          text.substring(0, Math.min(text.length(), KEPT_OF_LONG)),
          null,
          new Refused(
              RefusalReason.GRAMMAR,
              "the line has %d bytes; at most %d are a line".formatted(length, MOST_LINE)));
    }
    if (text.isEmpty()) {
      return null;
    }
    try {
      return new Found(number, text, CaptureLine.parse(text, name, number), null);
    } catch (Refused e) {
      return new Found(number, text, null, e);
    }
  }
}
