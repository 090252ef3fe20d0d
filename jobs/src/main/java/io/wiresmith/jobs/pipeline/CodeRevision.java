package io.wiresmith.jobs.pipeline;

import io.wiresmith.core.io.Sha256;
import io.wiresmith.jobs.cluster.OwnJars;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The code that does the work, as a digest over our own jars. Builds are reproducible, so the same
 * sources give the same revision on every machine, and a change of documents gives no new one.
 */
public final class CodeRevision {
  private CodeRevision() {}

  /** Sixteen hexadecimal digits. */
  public static String current() {
    List<String> digests = ownCode().stream().sorted().map(CodeRevision::digest).toList();
    return Sha256.of(String.join("\n", digests)).substring(0, 16);
  }

  private static List<Path> ownCode() {
    if (Files.isDirectory(OwnJars.location())) {
      return Stream.of(System.getProperty("java.class.path", "").split(File.pathSeparator))
          .filter(entry -> entry.endsWith(File.separator + "classes"))
          .map(Path::of)
          .toList();
    }
    return OwnJars.ours();
  }

  private static String digest(Path code) {
    if (Files.isRegularFile(code)) {
      return Sha256.of(code);
    }
    try (Stream<Path> classes = Files.walk(code)) {
      return Sha256.of(
          String.join(
              "\n", classes.filter(Files::isRegularFile).sorted().map(Sha256::of).toList()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
