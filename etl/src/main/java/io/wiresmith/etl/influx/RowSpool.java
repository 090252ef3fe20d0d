package io.wiresmith.etl.influx;

import io.wiresmith.core.io.AtomicFiles;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.spark.SparkEnv;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.util.Utils;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one partition, held back until it is whole: in a file of Spark's temporary directory,
 * so that memory does not grow with the partition. The file has no name once it is open, so that
 * nothing is left even by a killed process. Not thread-safe.
 */
final class RowSpool implements Closeable {
  /** How its file's name ends. */
  static final String SUFFIX = ".influx-rows";

  private static final int BUFFER = 1 << 20;

  private final Path directory;
  private final FileChannel file;
  private @Nullable DataOutputStream out;
  private @Nullable DataInputStream in;
  private long rows;
  private byte[] bytes = new byte[1024];

  RowSpool() {
    directory = directory();
    try {
      file =
          FileChannel.open(
              Files.createTempFile(directory, "wiresmith-", SUFFIX),
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
    } catch (IOException e) {
      throw AtomicFiles.failed("write", directory, e);
    }
  }

  /** Spark's temporary directory (spark.local.dir). */
  static Path directory() {
    SparkEnv spark = SparkEnv.get();
    return Path.of(
        spark == null
            ? System.getProperty("java.io.tmpdir", "/tmp")
            : Utils.getLocalDir(spark.conf()));
  }

  /** Forgets what was added and begins anew. */
  void restart() {
    try {
      file.truncate(0);
      file.position(0);
      out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(file), BUFFER));
      rows = 0;
    } catch (IOException e) {
      throw AtomicFiles.failed("write", directory, e);
    }
  }

  void add(UnsafeRow row) {
    try {
      DataOutputStream target = java.util.Objects.requireNonNull(out);
      target.writeInt(row.getSizeInBytes());
      row.writeToStream(target, bytes);
      rows++;
    } catch (IOException e) {
      throw AtomicFiles.failed("write", directory, e);
    }
  }

  /** Ends writing; the rows can be taken. */
  void finish() {
    try {
      java.util.Objects.requireNonNull(out).flush();
      file.position(0);
      in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(file), BUFFER));
    } catch (IOException e) {
      throw AtomicFiles.failed("write", directory, e);
    }
  }

  /** Puts the next row into the given one; false at the end. */
  boolean next(UnsafeRow into) {
    if (rows == 0) {
      return false;
    }
    try {
      DataInputStream source = java.util.Objects.requireNonNull(in);
      int length = source.readInt();
      if (bytes.length < length) {
        bytes = new byte[length * 2];
      }
      source.readFully(bytes, 0, length);
      into.pointTo(bytes, length);
      rows--;
      return true;
    } catch (IOException e) {
      throw AtomicFiles.failed("read", directory, e);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
