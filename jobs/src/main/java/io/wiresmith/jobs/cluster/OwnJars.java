package io.wiresmith.jobs.cluster;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The job jar and the libraries that its manifest names; Spark is not among them. They lie in
 * {@code lib} beside the jar, or, where a cluster has brought them, in one folder with it.
 */
public final class OwnJars {
  private static final String OURS = "wiresmith-";

  private OwnJars() {}

  /** Where our classes are: a jar, or a directory of classes in a build. */
  public static Path location() {
    CodeSource source = OwnJars.class.getProtectionDomain().getCodeSource();
    try {
      return Path.of(source.getLocation().toURI()).toAbsolutePath();
    } catch (URISyntaxException e) {
      throw new WiresmithException(
          ErrorCode.INTERNAL, "Cannot tell where our own code lies: " + source.getLocation(), e);
    }
  }

  /** The job jar first, then the libraries that are there. */
  public static List<Path> all() {
    Path jar = location();
    List<Path> jars = new ArrayList<>(List.of(jar));
    named(jar).map(name -> beside(jar, name)).filter(Files::isRegularFile).forEach(jars::add);
    return jars;
  }

  /**
   * The jars that were made of our sources.
   *
   * @throws WiresmithException {@code INTERNAL} if one is not there
   */
  public static List<Path> ours() {
    Path jar = location();
    List<Path> jars = new ArrayList<>(List.of(jar));
    named(jar)
        .filter(name -> fileName(name).startsWith(OURS))
        .forEach(name -> jars.add(there(jar, name)));
    return jars;
  }

  private static Path there(Path jar, String name) {
    Path found = beside(jar, name);
    if (!Files.isRegularFile(found)) {
      throw new WiresmithException(
          ErrorCode.INTERNAL,
          "%s needs %s, which lies neither in lib nor beside it. Give a cluster all jars of lib by --jars."
              .formatted(jar, fileName(name)));
    }
    return found;
  }

  private static Path beside(Path jar, String name) {
    Path inLib = jar.resolveSibling(name);
    return Files.isRegularFile(inLib) ? inLib : jar.resolveSibling(fileName(name));
  }

  private static String fileName(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  private static Stream<String> named(Path jar) {
    if (Files.isDirectory(jar)) {
      return Stream.empty();
    }
    try (JarFile file = new JarFile(jar.toFile())) {
      String path = file.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      return path == null ? Stream.empty() : List.of(path.split(" ")).stream();
    } catch (IOException e) {
      throw new WiresmithException(
          ErrorCode.INTERNAL, "Cannot read our own jar " + jar + ": " + e.getMessage(), e);
    }
  }
}
