package io.wiresmith.etl.hadoop;

import java.nio.file.FileStore;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileStoreAttributeView;
import org.apache.hadoop.fs.FsStatus;
import org.jspecify.annotations.Nullable;

/** The room of a server, for all who use it. */
final class HadoopStore extends FileStore {
  private final FsStatus status;
  private final String server;

  HadoopStore(FsStatus status, String server) {
    this.status = status;
    this.server = server;
  }

  @Override
  public String name() {
    return server;
  }

  @Override
  public String type() {
    return "hadoop";
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public long getTotalSpace() {
    return status.getCapacity();
  }

  @Override
  public long getUsableSpace() {
    return status.getRemaining();
  }

  @Override
  public long getUnallocatedSpace() {
    return status.getRemaining();
  }

  @Override
  public boolean supportsFileAttributeView(Class<? extends FileAttributeView> type) {
    return false;
  }

  @Override
  public boolean supportsFileAttributeView(String name) {
    return false;
  }

  @Override
  public <V extends FileStoreAttributeView> @Nullable V getFileStoreAttributeView(Class<V> type) {
    return null;
  }

  @Override
  public Object getAttribute(String attribute) {
    throw new UnsupportedOperationException(server + " tells no " + attribute);
  }
}
