package io.wiresmith.etl.hadoop;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.util.VersionInfo;
import org.jspecify.annotations.Nullable;

/** One server, or one bucket. Nothing is asked of it before a file is. Thread-safe. */
final class HadoopFileSystem extends FileSystem {
  private final HadoopProvider provider;
  private final URI root;
  private volatile org.apache.hadoop.fs.@Nullable FileSystem client;

  HadoopFileSystem(HadoopProvider provider, URI uri) {
    this.provider = provider;
    this.root = uri.resolve("/");
  }

  /**
   * Hadoop's client, which Spark shares.
   *
   * @throws WiresmithException {@code USAGE} if its library is missing
   */
  org.apache.hadoop.fs.FileSystem client() throws IOException {
    org.apache.hadoop.fs.FileSystem there = client;
    if (there != null) {
      return there;
    }
    try {
      there = org.apache.hadoop.fs.FileSystem.get(root, HadoopSettings.ofProcess());
    } catch (IllegalArgumentException e) {
      if (e.getCause() instanceof UnknownHostException unknown) {
        throw HadoopErrors.silent(toString(), unknown);
      }
      throw e;
    } catch (RuntimeException e) {
      throw e.getCause() instanceof ClassNotFoundException ? missing(e) : e;
    }
    client = there;
    return there;
  }

  private WiresmithException missing(RuntimeException e) {
    return new WiresmithException(
        ErrorCode.USAGE,
        "%s needs a library that is not here (%s). Give it to submit by --packages org.apache.hadoop:hadoop-aws:%s, and to the other verbs by WIRESMITH_CLASSPATH, the path of its jars, as '/opt/hadoop-aws/*'."
            .formatted(this, e.getMessage(), VersionInfo.getVersion()),
        e);
  }

  @Override
  public FileSystemProvider provider() {
    return provider;
  }

  @Override
  public HadoopPath getPath(String first, String... more) {
    return HadoopPath.parse(this, more.length == 0 ? first : first + "/" + String.join("/", more));
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    return List.of(getPath("/"));
  }

  @Override
  public void close() {
    // Hadoop's client is Spark's too.
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public String getSeparator() {
    return "/";
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    return List.of();
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return Set.of("basic");
  }

  @Override
  public PathMatcher getPathMatcher(String syntaxAndPattern) {
    throw new UnsupportedOperationException(this + " matches no patterns");
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    throw new UnsupportedOperationException(this + " looks up no users");
  }

  @Override
  public WatchService newWatchService() {
    throw new UnsupportedOperationException(this + " cannot be watched");
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof HadoopFileSystem that && root.equals(that.root);
  }

  @Override
  public int hashCode() {
    return root.hashCode();
  }

  /** {@code scheme://host:port}. */
  @Override
  public String toString() {
    String authority = root.getAuthority();
    return root.getScheme() + "://" + (authority == null ? "" : authority);
  }
}
