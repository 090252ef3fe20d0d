package io.wiresmith.etl.hadoop;

import io.wiresmith.core.io.AtomicFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.permission.FsAction;
import org.apache.hadoop.fs.permission.FsPermission;
import org.jspecify.annotations.Nullable;

/**
 * A file system of Hadoop for {@link java.nio.file.Files}: what datasets need, and no more. Files
 * are written once, by new bytes; times and owners are the server's. A server that does not answer
 * is a {@code DEPENDENCY_DOWN}, never a file that is not there. Thread-safe.
 */
abstract class HadoopProvider extends FileSystemProvider {
  private static final int BUFFER = 1 << 16;

  private final String scheme;

  HadoopProvider(String scheme) {
    this.scheme = scheme;
  }

  /** Renames a file; whoever looks at the target sees the old bytes or the new ones. */
  abstract void rename(
      FileSystem client,
      org.apache.hadoop.fs.Path source,
      org.apache.hadoop.fs.Path target,
      boolean replace)
      throws IOException;

  /** Opens a file that nobody else can open so until it is closed. */
  abstract OutputStream held(FileSystem client, org.apache.hadoop.fs.Path file) throws IOException;

  @Override
  public String getScheme() {
    return scheme;
  }

  @Override
  public java.nio.file.FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
    return new HadoopFileSystem(this, uri);
  }

  @Override
  public java.nio.file.FileSystem getFileSystem(URI uri) {
    return new HadoopFileSystem(this, uri);
  }

  @Override
  public Path getPath(URI uri) {
    return getFileSystem(uri).getPath(uri.getPath());
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    HadoopPath file = HadoopPath.of(path);
    if (options.contains(StandardOpenOption.APPEND)) {
      return new WrittenChannel(
          HadoopErrors.in(file, () -> held(file.fileSystem().client(), file.hadoop())));
    }
    if (options.contains(StandardOpenOption.WRITE)) {
      return new WrittenChannel(newOutputStream(path, options.toArray(OpenOption[]::new)));
    }
    return HadoopErrors.in(
        file,
        () -> {
          FileSystem client = file.fileSystem().client();
          long bytes = client.getFileStatus(file.hadoop()).getLen();
          return new ReadChannel(client.open(file.hadoop()), bytes);
        });
  }

  @Override
  public InputStream newInputStream(Path path, OpenOption... options) throws IOException {
    HadoopPath file = HadoopPath.of(path);
    return HadoopErrors.in(file, () -> file.fileSystem().client().open(file.hadoop()));
  }

  @Override
  public OutputStream newOutputStream(Path path, OpenOption... options) throws IOException {
    HadoopPath file = HadoopPath.of(path);
    // The server's disks hold a block before the writer goes on to the next, or is closed.
    EnumSet<CreateFlag> flags = EnumSet.of(CreateFlag.CREATE, CreateFlag.SYNC_BLOCK);
    if (!List.of(options).contains(StandardOpenOption.CREATE_NEW)) {
      flags.add(CreateFlag.OVERWRITE);
    }
    return HadoopErrors.in(file, () -> created(file, flags));
  }

  private static OutputStream created(HadoopPath file, EnumSet<CreateFlag> flags)
      throws IOException {
    FileSystem client = file.fileSystem().client();
    org.apache.hadoop.fs.Path at = file.hadoop();
    return client.create(
        at,
        FsPermission.getFileDefault(),
        flags,
        BUFFER,
        client.getDefaultReplication(at),
        client.getDefaultBlockSize(at),
        null);
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path path, DirectoryStream.Filter<? super Path> filter) throws IOException {
    HadoopPath directory = HadoopPath.of(path);
    List<Path> entries = new ArrayList<>();
    for (FileStatus status :
        HadoopErrors.in(
            directory, () -> directory.fileSystem().client().listStatus(directory.hadoop()))) {
      Path entry = path.resolve(status.getPath().getName());
      if (filter.accept(entry)) {
        entries.add(entry);
      }
    }
    return new Entries(entries);
  }

  @Override
  public void createDirectory(Path path, FileAttribute<?>... attributes) throws IOException {
    HadoopPath directory = HadoopPath.of(path);
    HadoopErrors.in(directory, () -> directory.fileSystem().client().mkdirs(directory.hadoop()));
  }

  @Override
  public void delete(Path path) throws IOException {
    HadoopPath file = HadoopPath.of(path);
    boolean there =
        HadoopErrors.in(file, () -> file.fileSystem().client().delete(file.hadoop(), false));
    if (!there) {
      throw new NoSuchFileException(path.toString());
    }
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) throws IOException {
    OpenOption how =
        List.of(options).contains(StandardCopyOption.REPLACE_EXISTING)
            ? StandardOpenOption.CREATE
            : StandardOpenOption.CREATE_NEW;
    try (InputStream in = newInputStream(source);
        OutputStream out = newOutputStream(target, how, StandardOpenOption.WRITE)) {
      in.transferTo(out);
    }
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    HadoopPath from = HadoopPath.of(source);
    HadoopPath to = HadoopPath.of(target);
    boolean replace = List.of(options).contains(StandardCopyOption.REPLACE_EXISTING);
    HadoopErrors.in(
        from,
        () -> {
          rename(from.fileSystem().client(), from.hadoop(), to.hadoop(), replace);
          return to;
        });
  }

  @Override
  public boolean isSameFile(Path one, Path other) {
    return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
  }

  @Override
  public boolean isHidden(Path path) {
    return String.valueOf(path.getFileName()).startsWith(".");
  }

  @Override
  public FileStore getFileStore(Path path) throws IOException {
    HadoopPath place = HadoopPath.of(path);
    return new HadoopStore(
        HadoopErrors.in(place, () -> place.fileSystem().client().getStatus(place.hadoop())),
        place.fileSystem().toString());
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    attributes(path);
    HadoopPath file = HadoopPath.of(path);
    for (AccessMode mode : modes) {
      FsAction action =
          switch (mode) {
            case READ -> FsAction.READ;
            case WRITE -> FsAction.WRITE;
            case EXECUTE -> FsAction.EXECUTE;
          };
      HadoopErrors.in(
          file,
          () -> {
            file.fileSystem().client().access(file.hadoop(), action);
            return action;
          });
    }
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    if (type != BasicFileAttributes.class) {
      throw new UnsupportedOperationException(scheme + ":// has no " + type.getSimpleName());
    }
    return type.cast(attributes(path));
  }

  /** Who asks whether a file is there takes every error for no: only that one is left to it. */
  private static HadoopAttributes attributes(Path path) throws IOException {
    HadoopPath file = HadoopPath.of(path);
    try {
      return HadoopErrors.in(
          file,
          () -> new HadoopAttributes(file.fileSystem().client().getFileStatus(file.hadoop())));
    } catch (NoSuchFileException e) {
      throw e;
    } catch (IOException e) {
      throw AtomicFiles.failed("look at", path, e);
    }
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String names, LinkOption... options) {
    throw new UnsupportedOperationException(scheme + ":// tells attributes by their class only");
  }

  @Override
  public <V extends FileAttributeView> @Nullable V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    return null;
  }

  @Override
  public void setAttribute(Path path, String name, Object value, LinkOption... options) {
    throw new UnsupportedOperationException(scheme + ":// keeps its own attributes");
  }
}
