package io.wiresmith.registry.mlflow;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
      throw wrong(masked(location), "is no URI (" + e.getReason() + ")", "http://host:port");
    }
    if (uri.getRawUserInfo() != null) {
      throw wrong(
          masked(location),
          "names a user",
          "no secrets in URIs: set " + USERNAME + " and " + PASSWORD + ", or " + TOKEN);
    }
    if (uri.getHost() == null || !List.of("http", "https").contains(uri.getScheme())) {
      throw wrong(masked(location), "names no server", "http://host:port or https://host:port");
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw wrong(
          masked(location), "has something behind its path", "the server's address and no page");
    }
    return uri;
  }

  private static String authorization(Map<String, String> environment) {
    String user = environment.getOrDefault(USERNAME, "");
    if (!user.isBlank()) {
      String password =
          secret(environment, PASSWORD)
              .orElseThrow(
                  () ->
                      new WiresmithException(
                          ErrorCode.USAGE,
                          "%s is '%s' and there is no password. Set %s or %s_FILE."
                              .formatted(USERNAME, user, PASSWORD, PASSWORD)));
      byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
      return "Basic " + Base64.getEncoder().encodeToString(pair);
    }
    return secret(environment, TOKEN).map(token -> "Bearer " + printable(token.strip())).orElse("");
  }

  private static Optional<String> secret(Map<String, String> environment, String name) {
    Optional<String> direct =
        Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    String file = environment.getOrDefault(name + "_FILE", "");
    return direct.isPresent() || file.isBlank() ? direct : Optional.of(read(name, file));
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

  /** A header carries only these characters; the error does not repeat the secret. */
  private static String printable(String token) {
    if (!token.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          TOKEN
              + " (or its file) holds a line break or another character that no HTTP header carries."
              + " Required: one line of ASCII.");
    }
    return token;
  }

  private static String masked(String location) {
    return location.replaceFirst("//.*@", "//***@");
  }

  private static WiresmithException wrong(String location, String found, String required) {
    return new WiresmithException(
        ErrorCode.USAGE,
        "The registry '%s' %s. Required: %s.".formatted(location, found, required));
  }

  @Override
  public String toString() {
    return root.toString();
  }
}
