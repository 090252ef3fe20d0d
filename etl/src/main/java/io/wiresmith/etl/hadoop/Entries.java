package io.wiresmith.etl.hadoop;

import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/**
 * The entries of a directory, read at once.
 *
 * @param all the entries
 */
record Entries(List<Path> all) implements DirectoryStream<Path> {
  @Override
  public Iterator<Path> iterator() {
    return all.iterator();
  }

  @Override
  public void close() {}
}
