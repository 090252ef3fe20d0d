package io.wiresmith.core.telemetry.influx;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.AtomicFiles;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
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
  public static final java.util.List<String> VARIABLES =
      java.util.List.of(
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
   * @throws WiresmithException {@code USAGE} for a user without a password
   */
  public static InfluxCredentials of(Map<String, String> environment) {
    String authority = environment.getOrDefault("WIRESMITH_INFLUX_CA_FILE", "");
    Optional<String> token = secret(environment, "WIRESMITH_INFLUX_TOKEN");
    if (token.isPresent()) {
      return new InfluxCredentials("Token " + token.get(), authority);
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
    return direct.or(
        () ->
            Optional.ofNullable(environment.get(name + "_FILE"))
                .filter(file -> !file.isBlank())
                .map(
                    file ->
                        new String(AtomicFiles.read(Path.of(file)), StandardCharsets.UTF_8)
                            .strip()));
  }

  @Override
  public String toString() {
    return authorization.isEmpty() ? "no credentials" : "***";
  }
}
