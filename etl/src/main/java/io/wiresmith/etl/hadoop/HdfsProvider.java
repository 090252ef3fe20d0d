package io.wiresmith.etl.hadoop;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.DistributedFileSystem;

/** {@code hdfs://}: a rename replaces a file in one step, and a file has one writer at a time. */
public final class HdfsProvider extends HadoopProvider {
  /** Made by Java. */
  public HdfsProvider() {
    super("hdfs");
  }

  @Override
  void rename(FileSystem client, Path source, Path target, boolean replace) throws IOException {
    if (!(client instanceof DistributedFileSystem hdfs)) {
      throw new IOException(
          "fs.hdfs.impl is " + client.getClass().getName() + ", which is no HDFS");
    }
    hdfs.rename(source, target, replace ? Rename.OVERWRITE : Rename.NONE);
  }

  @Override
  OutputStream held(FileSystem client, Path file) throws IOException {
    // Appending first: a second one that creates a file waits a minute for the first one to end.
    try {
      return client.append(file);
    } catch (java.io.FileNotFoundException e) {
      return client.create(file, false);
    }
  }
}
