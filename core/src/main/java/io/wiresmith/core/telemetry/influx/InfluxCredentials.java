package io.wiresmith.core.telemetry.influx;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who asks an InfluxDB server.
 *
 * @param authorization the HTTP header {@code Authorization}; empty text for nobody
 * @param authority PEM file of the certificate authority to trust; empty text for the JDK's own
 */
public record InfluxCredentials(String authorization, String authority) implements Serializable {
  /** User, password, token and the authority's file, in this order. */
  public static final List<String> VARIABLES =
      List.of(
          "WIRESMITH_INFLUX_USER",
          "WIRESMITH_INFLUX_PASSWORD",
          "WIRESMITH_INFLUX_PASSWORD_FILE",
          "WIRESMITH_INFLUX_TOKEN",
          "WIRESMITH_INFLUX_TOKEN_FILE",
          "WIRESMITH_INFLUX_CA_FILE");

  /** Nobody, with the JDK's own authorities. */
  public static InfluxCredentials none() {
    return new InfluxCredentials("", "");
  }

  /**
   * Reads {@code WIRESMITH_INFLUX_TOKEN}, else {@code …_USER} and {@code …_PASSWORD}; {@code _FILE}
   * behind a secret's name reads it from a file.
   *
   * @throws WiresmithException {@code USAGE} for a user without a password, or a file without a
   *     secret
   */
  public static InfluxCredentials of(Map<String, String> environment) {
    String authority = environment.getOrDefault("WIRESMITH_INFLUX_CA_FILE", "");
    Optional<String> token = secret(environment, "WIRESMITH_INFLUX_TOKEN");
    if (token.isPresent()) {
      return new InfluxCredentials("Token " + printable(token.get().strip()), authority);
    }
    String user = environment.getOrDefault("WIRESMITH_INFLUX_USER", "");
    if (user.isBlank()) {
      return new InfluxCredentials("", authority);
    }
    String password =
        secret(environment, "WIRESMITH_INFLUX_PASSWORD")
            .orElseThrow(
                () ->
                    new WiresmithException(
                        ErrorCode.USAGE,
                        "WIRESMITH_INFLUX_USER is '"
                            + user
                            + "' and there is no password. Set WIRESMITH_INFLUX_PASSWORD or"
                            + " WIRESMITH_INFLUX_PASSWORD_FILE."));
    return new InfluxCredentials(basic(user, password), authority);
  }

  /** The credentials in the environment of this process. */
  public static InfluxCredentials ofProcess() {
    return of(System.getenv());
  }

  /** HTTP basic authentication (RFC 7617). */
  public static String basic(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  private static Optional<String> secret(Map<String, String> environment, String name) {
    Optional<String> direct =
        Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    String file = environment.getOrDefault(name + "_FILE", "");
    return direct.isPresent() || file.isBlank() ? direct : Optional.of(read(name, file));
  }

  private static String read(String name, String file) {
    try {
      String secret = Files.readString(Path.of(file)).replaceFirst("\\R+\\z", "");
      if (!secret.isBlank()) {
        return secret;
      }
    } catch (IOException | InvalidPathException e) {
      throw new WiresmithException(
          ErrorCode.USAGE, name + "_FILE names " + file + ", which cannot be read: " + e + ".", e);
    }
    throw new WiresmithException(
        ErrorCode.USAGE, name + "_FILE names " + file + ", which is empty.");
  }

  /** A header carries only these characters; the error does not repeat the secret. */
  private static String printable(String token) {
    if (!token.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "WIRESMITH_INFLUX_TOKEN (or its file) holds a line break or another character that no"
              + " HTTP header carries. Required: one line of ASCII.");
    }
    return token;
  }

  @Override
  public String toString() {
    return authorization.isEmpty() ? "no credentials" : "***";
  }
}
