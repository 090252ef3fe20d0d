package io.wiresmith.core.telemetry.influx;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.TrustedAuthority;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.net.HttpURLConnection;
import java.net.ProtocolException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.net.ssl.HttpsURLConnection;

/**
 * Asks an InfluxDB server over HTTP. A value: each request has its own transport, so that threads
 * and Spark tasks may share it.
 *
 * @param location which database
 * @param credentials who asks
 * @param timeouts how long to wait
 */
public record InfluxConnection(
    InfluxLocation location, InfluxCredentials credentials, InfluxTimeouts timeouts)
    implements Serializable {
  /** A connection with the credentials in the environment of this process. */
  public static InfluxConnection to(InfluxLocation location) {
    return new InfluxConnection(location, InfluxCredentials.ofProcess(), InfluxTimeouts.usual());
  }

  /**
   * Asks and gives back the answer, whatever its status.
   *
   * @param path such as {@code /ping}
   * @throws WiresmithException {@code DEPENDENCY_DOWN} if no answer came
   */
  public InfluxAnswer get(String path) {
    return ask("GET", path, Map.of(), new byte[0]);
  }

  /**
   * Sends a body and gives back the answer, whatever its status.
   *
   * @param path with its query
   * @param headers such as {@code Content-Type}
   * @param body the bytes
   * @throws WiresmithException {@code DEPENDENCY_DOWN} if no answer came
   */
  public InfluxAnswer post(String path, Map<String, String> headers, byte[] body) {
    return ask("POST", path, headers, body);
  }

  /** Sends the parameters of a form. */
  public InfluxAnswer form(String path, Map<String, String> headers, Map<String, String> form) {
    Map<String, String> all = new TreeMap<>(headers);
    all.put("Content-Type", "application/x-www-form-urlencoded");
    return post(path, all, parameters(form).getBytes(StandardCharsets.UTF_8));
  }

  /** Parameters as they stand in a query or a form. */
  public static String parameters(Map<String, String> form) {
    return form.entrySet().stream()
        .map(
            entry ->
                entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  /**
   * The version that the server says it is, such as {@code 1.6.7} or {@code 2.7.12}.
   *
   * @throws WiresmithException {@code DEPENDENCY_DOWN} if it or a proxy does not answer, {@code
   *     USAGE} if it is no InfluxDB server
   */
  public String version() {
    try (InfluxAnswer answer = get("/ping")) {
      return answer
          .header("X-Influxdb-Version")
          .map(version -> version.replaceFirst("^v", ""))
          .orElseThrow(() -> unnamed(answer));
    }
  }

  private WiresmithException unnamed(InfluxAnswer answer) {
    boolean refusal = answer.status() >= 400 && answer.status() != HttpURLConnection.HTTP_NOT_FOUND;
    return refusal ? refused(answer, "/ping") : InfluxRefusals.stranger(location, answer.status());
  }

  private InfluxAnswer ask(String method, String path, Map<String, String> headers, byte[] body) {
    try {
      HttpURLConnection http = open(method, path);
      headers.forEach(http::setRequestProperty);
      if (body.length > 0) {
        http.setDoOutput(true);
        http.setFixedLengthStreamingMode(body.length);
        send(http, body);
      }
      return new InfluxAnswer(http);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static void send(HttpURLConnection http, byte[] body) throws IOException {
    try (OutputStream out = http.getOutputStream()) {
      out.write(body);
    } catch (ProtocolException e) {
      // "Expect: 100-continue" was asked and the server refused at once: only its status is left.
      if (http.getResponseCode() < 400) {
        throw e;
      }
    }
  }

  private HttpURLConnection open(String method, String path) throws IOException {
    HttpURLConnection http =
        (HttpURLConnection) URI.create(location.server() + path).toURL().openConnection();
    http.setRequestMethod(method);
    http.setInstanceFollowRedirects(false);
    http.setUseCaches(false);
    http.setConnectTimeout((int) timeouts.connect().toMillis());
    http.setReadTimeout((int) timeouts.silence().toMillis());
    if (!credentials.authorization().isEmpty()) {
      http.setRequestProperty("Authorization", credentials.authorization());
    }
    if (http instanceof HttpsURLConnection https && !credentials.authority().isEmpty()) {
      https.setSSLSocketFactory(
          TrustedAuthority.context("WIRESMITH_INFLUX_CA_FILE", credentials.authority())
              .getSocketFactory());
    }
    return http;
  }

  /** The error for a transport that broke. */
  public WiresmithException failed(IOException cause) {
    return InfluxRefusals.broken(location, timeouts, cause);
  }

  /**
   * The error for an answer that is a refusal.
   *
   * @param what was asked for, such as {@code the query}
   */
  public WiresmithException refused(InfluxAnswer answer, String what) {
    try {
      return InfluxRefusals.of(location, answer.status(), answer.text(), what);
    } catch (IOException e) {
      return failed(e);
    }
  }

  /** The error for words of refusal inside an answer. */
  public WiresmithException refused(String words, String what) {
    return InfluxRefusals.of(location, 200, words, what);
  }

  /** An error of that code about this database. */
  public WiresmithException error(ErrorCode code, String message) {
    return new WiresmithException(code, location + ": " + message);
  }
}
