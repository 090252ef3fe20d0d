package io.wiresmith.core;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Which Wiresmith this is; the number stands in the root pom alone. */
public final class Release {
  /** SemVer of the release, such as {@code 1.2.0}. */
  public static final String VERSION = read();

  private Release() {}

  private static String read() {
    try (InputStream text = Release.class.getResourceAsStream("release.txt")) {
      if (text == null) {
        throw new WiresmithException(
            ErrorCode.INTERNAL, "The jar of core lacks release.txt; build it again.");
      }
      return new String(text.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read release.txt of our own jar", e);
    }
  }
}
