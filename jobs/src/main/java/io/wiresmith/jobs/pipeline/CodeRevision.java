package io.wiresmith.jobs.pipeline;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelId;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.Sha256;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
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
    Path own = location();
    if (Files.isDirectory(own)) {
      return Stream.of(System.getProperty("java.class.path", "").split(File.pathSeparator))
          .filter(entry -> entry.endsWith(File.separator + "classes"))
          .map(Path::of)
          .toList();
    }
    List<Path> jars = new ArrayList<>(List.of(own));
    Path parent = own.toAbsolutePath().getParent();
    classPath(own).stream()
        .filter(entry -> entry.contains("wiresmith-"))
        .map(entry -> parent == null ? Path.of(entry) : parent.resolve(entry))
        .forEach(jars::add);
    return jars.stream().filter(Files::isRegularFile).toList();
  }

  private static List<String> classPath(Path jar) {
    try (JarFile file = new JarFile(jar.toFile())) {
      Manifest manifest = file.getManifest();
      String path = manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      return path == null ? List.of() : List.of(path.split(" "));
    } catch (IOException e) {
      throw new WiresmithException(
          ErrorCode.INTERNAL, "Cannot read our own jar " + jar + ": " + e.getMessage(), e);
    }
  }

  private static Path location() {
    CodeSource source = CodeRevision.class.getProtectionDomain().getCodeSource();
    try {
      return Path.of(source.getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new WiresmithException(
          ErrorCode.INTERNAL, "Cannot tell where the code of " + ModelId.class + " lies", e);
    }
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
