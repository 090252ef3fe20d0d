package io.wiresmith.registry.mlflow;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.Secrets;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;

/**
 * Where an MLflow server is and who asks it. The variables are those of MLflow's own clients;
 * {@code _FILE} behind a secret's name reads it from a file.
 *
 * @param root {@code http(s)://host:port[/prefix]}, without a slash at its end
 * @param authorization the HTTP header {@code Authorization}; empty text for nobody
 * @param authority PEM file of the certificate authority to trust; empty text for the JDK's own
 */
record MlflowServer(URI root, String authorization, String authority) {
  static final String USERNAME = "MLFLOW_TRACKING_USERNAME";
  static final String PASSWORD = "MLFLOW_TRACKING_PASSWORD";
  static final String TOKEN = "MLFLOW_TRACKING_TOKEN";
  static final String AUTHORITY = "MLFLOW_TRACKING_SERVER_CERT_PATH";

  /**
   * Reads a location and the environment.
   *
   * @throws WiresmithException {@code USAGE} that says what is wrong with either
   */
  static MlflowServer of(String location, Map<String, String> environment) {
    return new MlflowServer(
        root(location), authorization(environment), environment.getOrDefault(AUTHORITY, ""));
  }

  private static URI root(String location) {
    URI uri;
    try {
      uri = new URI(location.strip().replaceFirst("/+$", ""));
    } catch (URISyntaxException e) {
      throw wrong(location, "is no URI (" + e.getReason() + ")", "http://host:port");
    }
    if (uri.getRawUserInfo() != null) {
      throw wrong(
          location,
          "names a user",
          "no secrets in URIs: set " + USERNAME + " and " + PASSWORD + ", or " + TOKEN);
    }
    if (uri.getHost() == null || !List.of("http", "https").contains(uri.getScheme())) {
      throw wrong(location, "names no server", "http://host:port or https://host:port");
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw wrong(location, "has something behind its path", "the server's address and no page");
    }
    return uri;
  }

  private static String authorization(Map<String, String> environment) {
    return Secrets.findBasic(environment, USERNAME, PASSWORD)
        .or(() -> Secrets.findToken(environment, TOKEN).map(token -> "Bearer " + token))
        .orElse("");
  }

  private static WiresmithException wrong(String location, String found, String required) {
    return new WiresmithException(
        ErrorCode.USAGE,
        "The registry '%s' %s. Required: %s.".formatted(Secrets.masked(location), found, required));
  }

  @Override
  public String toString() {
    return root.toString();
  }
}
