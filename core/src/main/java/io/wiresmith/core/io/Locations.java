package io.wiresmith.core.io;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Paths by their texts: of this machine, or {@code scheme://host:port/path} of a file system that
 * machines share. The text of a path is what made it, so it may travel as a text. Thread-safe.
 */
public final class Locations {
  private static final Pattern SHARED = Pattern.compile("([a-z][a-z0-9+.-]+)://([^/]*)(/.*)?");

  /** What is a directory of this machine by its form, and surely not meant so. */
  private static final Pattern MISWRITTEN = Pattern.compile("(?i)(hdfs|s3a|s3):.*");

  /** One for each server, since files are moved within one file system only. */
  private static final Map<String, FileSystem> FILE_SYSTEMS = new ConcurrentHashMap<>();

  private Locations() {}

  /**
   * The path that a text names; nothing is asked of a server yet.
   *
   * @throws WiresmithException {@code USAGE} if nobody here knows the scheme, or slashes are
   *     missing behind it
   */
  public static Path path(String text) {
    Matcher shared = SHARED.matcher(text);
    if (!shared.matches()) {
      return here(text);
    }
    String scheme = shared.group(1);
    if (scheme.equals("file")) {
      return Path.of(URI.create(text));
    }
    String path = shared.group(3) == null ? "/" : shared.group(3);
    return FILE_SYSTEMS
        .computeIfAbsent(
            scheme + "://" + shared.group(2), server -> opened(scheme, shared.group(2), text))
        .getPath(path);
  }

  private static Path here(String text) {
    if (MISWRITTEN.matcher(text).matches()) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "%s is no place for files. Required: hdfs://host:port/path or s3a://bucket/path; ./%s for a directory of that name."
              .formatted(text, text));
    }
    return Path.of(text);
  }

  /** Whether a path is one of this machine, where files can be locked, mapped and synced. */
  public static boolean onThisMachine(Path path) {
    return path.getFileSystem().equals(FileSystems.getDefault());
  }

  private static FileSystem opened(String scheme, String authority, String text) {
    try {
      @Nullable String server = authority.isEmpty() ? null : authority;
      URI uri = new URI(scheme, server, "/", null, null);
      // With the loader of our jars, which on an executor is not the system's.
      return FileSystems.newFileSystem(uri, Map.of(), Locations.class.getClassLoader());
    } catch (ProviderNotFoundException e) {
      throw unknown(
          text,
          "nobody here knows "
              + scheme
              + "://. Name a directory, or a place on hdfs:// or s3a://, in a verb that runs Spark",
          e);
    } catch (URISyntaxException | IOException e) {
      throw unknown(text, e.getMessage() + ". Required: " + scheme + "://host:port/path", e);
    }
  }

  private static WiresmithException unknown(String text, String why, Exception cause) {
    return new WiresmithException(
        ErrorCode.USAGE, "%s is no place for files: %s.".formatted(text, why), cause);
  }
}
