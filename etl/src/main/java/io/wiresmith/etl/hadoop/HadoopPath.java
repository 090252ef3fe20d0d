package io.wiresmith.etl.hadoop;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A path on a server. The text of an absolute one is its whole address, as Spark wants it.
 *
 * @param fileSystem the server
 * @param isAbsolute whether it begins at the root
 * @param names from the root, or from where it is resolved
 */
record HadoopPath(HadoopFileSystem fileSystem, boolean isAbsolute, List<String> names)
    implements Path {
  HadoopPath {
    names = List.copyOf(names);
  }

  static HadoopPath parse(HadoopFileSystem fileSystem, String text) {
    List<String> names = new ArrayList<>();
    for (String name : text.split("/", -1)) {
      if (!name.isEmpty()) {
        names.add(name);
      }
    }
    return new HadoopPath(fileSystem, text.startsWith("/"), names);
  }

  /**
   * A path of ours.
   *
   * @throws ProviderMismatchException if it is another's
   */
  static HadoopPath of(Path path) {
    if (path instanceof HadoopPath ours) {
      return ours;
    }
    throw new ProviderMismatchException(path + " is no path on a server");
  }

  /** As Hadoop knows it. */
  org.apache.hadoop.fs.Path hadoop() {
    URI uri = toUri();
    return new org.apache.hadoop.fs.Path(uri.getScheme(), uri.getAuthority(), uri.getPath());
  }

  private HadoopPath with(boolean absolute, List<String> others) {
    return new HadoopPath(fileSystem, absolute, others);
  }

  @Override
  public HadoopFileSystem getFileSystem() {
    return fileSystem;
  }

  @Override
  public @Nullable HadoopPath getRoot() {
    return isAbsolute ? with(true, List.of()) : null;
  }

  @Override
  public @Nullable HadoopPath getFileName() {
    return names.isEmpty() ? null : getName(names.size() - 1);
  }

  @Override
  public @Nullable HadoopPath getParent() {
    return names.isEmpty() || (!isAbsolute && names.size() == 1)
        ? null
        : with(isAbsolute, names.subList(0, names.size() - 1));
  }

  @Override
  public int getNameCount() {
    return names.size();
  }

  @Override
  public HadoopPath getName(int index) {
    return subpath(index, index + 1);
  }

  @Override
  public HadoopPath subpath(int from, int to) {
    if (from < 0 || to <= from || to > names.size()) {
      throw new IllegalArgumentException(this + " has no names [" + from + ", " + to + ")");
    }
    return with(false, names.subList(from, to));
  }

  @Override
  public boolean startsWith(Path other) {
    return other instanceof HadoopPath that
        && fileSystem.equals(that.fileSystem)
        && isAbsolute == that.isAbsolute
        && Collections.indexOfSubList(names, that.names) == 0;
  }

  @Override
  public boolean endsWith(Path other) {
    return other instanceof HadoopPath that
        && (that.isAbsolute
            ? equals(that)
            : that.names.size() <= names.size()
                && names
                    .subList(names.size() - that.names.size(), names.size())
                    .equals(that.names));
  }

  @Override
  public HadoopPath normalize() {
    List<String> plain = new ArrayList<>();
    for (String name : names) {
      boolean back = name.equals("..");
      boolean below = !plain.isEmpty() && !plain.get(plain.size() - 1).equals("..");
      if (back && below) {
        plain.remove(plain.size() - 1);
      } else if (!name.equals(".") && !(back && isAbsolute)) {
        plain.add(name);
      }
    }
    return with(isAbsolute, plain);
  }

  @Override
  public HadoopPath resolve(Path other) {
    HadoopPath that = of(other);
    if (that.isAbsolute) {
      return that;
    }
    List<String> all = new ArrayList<>(names);
    all.addAll(that.names);
    return with(isAbsolute, all);
  }

  @Override
  public HadoopPath relativize(Path other) {
    HadoopPath that = of(other);
    if (isAbsolute != that.isAbsolute || !fileSystem.equals(that.fileSystem)) {
      throw new IllegalArgumentException(other + " cannot be told from " + this);
    }
    int same = 0;
    while (same < Math.min(names.size(), that.names.size())
        && names.get(same).equals(that.names.get(same))) {
      same++;
    }
    List<String> way = new ArrayList<>(Collections.nCopies(names.size() - same, ".."));
    way.addAll(that.names.subList(same, that.names.size()));
    return with(false, way);
  }

  @Override
  public URI toUri() {
    HadoopPath whole = toAbsolutePath();
    try {
      URI server = URI.create(fileSystem + "/");
      return new URI(
          server.getScheme(),
          server.getAuthority(),
          "/" + String.join("/", whole.names),
          null,
          null);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(this + " is no address", e);
    }
  }

  @Override
  public HadoopPath toAbsolutePath() {
    return isAbsolute ? this : with(true, names);
  }

  @Override
  public HadoopPath toRealPath(LinkOption... options) {
    return toAbsolutePath().normalize();
  }

  @Override
  public WatchKey register(
      WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
    throw new UnsupportedOperationException(fileSystem + " cannot be watched");
  }

  @Override
  public int compareTo(Path other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    String path = String.join("/", names);
    return isAbsolute ? fileSystem + "/" + path : path;
  }
}
