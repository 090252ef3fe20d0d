package io.wiresmith.core.io;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Secrets come by the environment only; {@code _FILE} behind a name reads it from a file. */
public final class Secrets {
  /** To the last @: a password may hold one, and a slash. */
  private static final Pattern USER = Pattern.compile("(?s)//.*@");

  private static final Pattern OPTION =
      Pattern.compile(
          "(?i)([?&](?:u|p|user|username|pass|[a-z_-]*(?:password|token|secret))=)[^&]*");

  private Secrets() {}

  /**
   * The secret of that name, if there is one.
   *
   * @throws WiresmithException {@code USAGE} for a file that cannot be read or holds none
   */
  public static Optional<String> find(Map<String, String> environment, String name) {
    Optional<String> direct =
        Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    String file = environment.getOrDefault(name + "_FILE", "");
    return direct.isPresent() || file.isBlank() ? direct : Optional.of(read(name, file));
  }

  /**
   * A token as a header carries it; the error does not repeat it.
   *
   * @throws WiresmithException {@code USAGE} if it holds anything but printable ASCII
   */
  public static Optional<String> findToken(Map<String, String> environment, String name) {
    return find(environment, name).map(String::strip).map(token -> printable(name, token));
  }

  /**
   * HTTP basic authentication (RFC 7617) of the user and the password that the variables name.
   *
   * @return the header {@code Authorization}; empty where there is no user
   * @throws WiresmithException {@code USAGE} for a user without a password
   */
  public static Optional<String> findBasic(
      Map<String, String> environment, String userName, String passwordName) {
    String user = environment.getOrDefault(userName, "");
    if (user.isBlank()) {
      return Optional.empty();
    }
    String password =
        find(environment, passwordName)
            .orElseThrow(
                () ->
                    new WiresmithException(
                        ErrorCode.USAGE,
                        "%s is '%s' and there is no password. Set %s or %s_FILE."
                            .formatted(userName, user, passwordName, passwordName)));
    return Optional.of(basic(user, password));
  }

  /** HTTP basic authentication (RFC 7617). */
  public static String basic(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  /** A URI without what stands where people put secrets, though none belongs there. */
  public static String masked(String uri) {
    return OPTION.matcher(USER.matcher(uri).replaceFirst("//***@")).replaceAll("$1***");
  }

  private static String read(String name, String file) {
    String secret;
    try {
      secret = Files.readString(Path.of(file)).replaceFirst("\\R+\\z", "");
    } catch (IOException | InvalidPathException e) {
      throw new WiresmithException(
          ErrorCode.USAGE, name + "_FILE names " + file + ", which cannot be read: " + e + ".", e);
    }
    if (secret.isBlank()) {
      throw new WiresmithException(
          ErrorCode.USAGE, name + "_FILE names " + file + ", which is empty.");
    }
    return secret;
  }

  private static String printable(String name, String token) {
    if (!token.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          name
              + " (or its file) holds a line break or another character that no HTTP header carries."
              + " Required: one line of ASCII.");
    }
    return token;
  }
}
