package io.wiresmith.core.telemetry;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Opens a file of telemetry, plain or gzip (told by its first bytes), and turns what is no text
 * into an error that names the file and what to do.
 */
public final class TelemetryFile {
  private static final int HEAD = 4096;

  /** The byte order mark that some editors write before UTF-8; it is no part of the text. */
  private static final byte[] BOM = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private TelemetryFile() {}

  /**
   * The bytes of the text in a file.
   *
   * @throws WiresmithException {@code UNREADABLE_DATA} if the file is empty, binary, damaged or
   *     named {@code .gz} without being gzip, {@code STORAGE_UNAVAILABLE} if it cannot be opened;
   *     reading may throw the first too
   */
  public static InputStream open(Path file) {
    InputStream raw = raw(file);
    try {
      return checked(file, raw);
    } catch (IOException e) {
      closeQuietly(raw);
      throw unreadable(file, 0, e);
    } catch (WiresmithException e) {
      closeQuietly(raw);
      throw e;
    }
  }

  private static InputStream raw(Path file) {
    try {
      return new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    } catch (IOException e) {
      throw new WiresmithException(
          ErrorCode.STORAGE_UNAVAILABLE,
          "Cannot open the telemetry file %s: %s: %s. Check that it exists and may be read."
              .formatted(file, e.getClass().getSimpleName(), e.getMessage()),
          e);
    }
  }

  private static InputStream checked(Path file, InputStream raw) throws IOException {
    byte[] head = peek(raw);
    if (head.length == 0) {
      throw refuse(file, "is empty (0 bytes)", "Remove it, or export the telemetry again");
    }
    boolean gzip = head.length > 1 && (head[0] & 0xff) == 0x1f && (head[1] & 0xff) == 0x8b;
    if (!gzip && file.toString().endsWith(".gz")) {
      throw refuse(
          file,
          "is named .gz and begins with the bytes "
              + hex(head)
              + " instead of gzip's 1f 8b (offset 0)",
          "Rename it without .gz if it is plain text, or export it again");
    }
    InputStream text = new Named(file, gzip ? new GZIPInputStream(raw, 1 << 16) : raw, gzip);
    InputStream peekable = gzip ? new BufferedInputStream(text, 1 << 16) : text;
    byte[] first = gzip ? peek(peekable) : head;
    if (Arrays.equals(Arrays.copyOf(first, BOM.length), BOM)) {
      peekable.skipNBytes(BOM.length);
      first = Arrays.copyOfRange(first, BOM.length, first.length);
    }
    if (first.length == 0) {
      throw refuse(
          file,
          gzip ? "holds no bytes after decompression" : "holds no text",
          "Export the telemetry again");
    }
    int binary = binaryAt(first);
    if (binary >= 0) {
      throw refuse(
          file,
          "is binary: byte 0x%02x at offset %d is no text".formatted(first[binary], binary),
          "Give line protocol (.lp or .lp.gz), as influx_inspect or influxd inspect export it");
    }
    return peekable;
  }

  private static byte[] peek(InputStream in) throws IOException {
    in.mark(HEAD);
    byte[] head = in.readNBytes(HEAD);
    in.reset();
    return head;
  }

  private static int binaryAt(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      int c = bytes[i];
      if (c >= 0 && c < 32 && c != '\n' && c != '\r' && c != '\t') {
        return i;
      }
    }
    return -1;
  }

  private static String hex(byte[] head) {
    return java.util.HexFormat.ofDelimiter(" ")
        .formatHex(Arrays.copyOf(head, Math.min(4, head.length)));
  }

  private static WiresmithException refuse(Path file, String found, String remedy) {
    return new WiresmithException(
        ErrorCode.UNREADABLE_DATA,
        "The telemetry file " + file + " " + found + ". " + remedy + ".");
  }

  private static WiresmithException unreadable(Path file, long offset, IOException cause) {
    boolean cut = cause instanceof EOFException;
    boolean damaged = cut || cause instanceof ZipException;
    return new WiresmithException(
        damaged ? ErrorCode.UNREADABLE_DATA : ErrorCode.STORAGE_UNAVAILABLE,
        "The telemetry file %s cannot be read behind offset %d of its text: %s (%s). %s."
            .formatted(
                file,
                offset,
                cut ? "the gzip data ends too early" : "the data is damaged",
                cause.getMessage(),
                damaged
                    ? "Copy it again from its source; to use what is readable: zcat FILE > PART"
                    : "Check the disk and try again"),
        cause);
  }

  private static void closeQuietly(InputStream in) {
    try {
      in.close();
    } catch (IOException e) {
      // The first error is the one to tell.
    }
  }

  /** A stream whose errors name the file and the place. */
  private static final class Named extends FilterInputStream {
    private final Path file;
    private final boolean gzip;
    private long offset;

    Named(Path file, InputStream in, boolean gzip) {
      super(in);
      this.file = file;
      this.gzip = gzip;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      try {
        int n = super.read(bytes, from, length);
        offset += Math.max(0, n);
        return n;
      } catch (IOException e) {
        throw unreadable(file, offset, e);
      }
    }

    @Override
    public boolean markSupported() {
      return !gzip && super.markSupported();
    }
  }
}
