package io.wiresmith.etl.hadoop;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * {@code s3a://}: an object appears whole when its writer is closed. A rename is a copy, and nobody
 * can hold a file.
 */
public final class S3aProvider extends HadoopProvider {
  /** Made by Java. */
  public S3aProvider() {
    super("s3a");
  }

  @Override
  void rename(FileSystem client, Path source, Path target, boolean replace) throws IOException {
    if (client.getFileStatus(source).isDirectory()) {
      throw new IOException("a directory cannot be renamed at once in an object store");
    }
    if (!replace || !client.exists(target)) {
      if (!client.rename(source, target)) {
        throw new IOException("S3 refused to rename " + source);
      }
      return;
    }
    // To remove the old one first would let readers miss it.
    try (InputStream in = client.open(source);
        FSDataOutputStream out = client.create(target, true)) {
      copy(in, out);
    }
    client.delete(source, false);
  }

  /** What is closed is seen: half an object must not be. */
  private static void copy(InputStream in, FSDataOutputStream out) throws IOException {
    try {
      in.transferTo(out);
    } catch (IOException e) {
      out.abort();
      throw e;
    }
  }

  @Override
  OutputStream held(FileSystem client, Path file) {
    throw new UnsupportedOperationException("S3 knows no file that only one may write: " + file);
  }
}
