package io.wiresmith.core.telemetry.influx;

import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.Secrets;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

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
    String authorization =
        Secrets.findToken(environment, "WIRESMITH_INFLUX_TOKEN")
            .map(token -> "Token " + token)
            .or(
                () ->
                    Secrets.findBasic(
                        environment, "WIRESMITH_INFLUX_USER", "WIRESMITH_INFLUX_PASSWORD"))
            .orElse("");
    return new InfluxCredentials(authorization, authority);
  }

  /** The credentials in the environment of this process. */
  public static InfluxCredentials ofProcess() {
    return of(System.getenv());
  }

  @Override
  public String toString() {
    return authorization.isEmpty() ? "no credentials" : "***";
  }
}
