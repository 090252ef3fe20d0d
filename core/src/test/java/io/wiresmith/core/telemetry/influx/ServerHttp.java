package io.wiresmith.core.telemetry.influx;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks a server without the code under test. */
final class ServerHttp {
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final int port;
  private final String authorization;

  /**
   * Asks that server.
   *
   * @param authorization the header; empty text for nobody
   */
  ServerHttp(int port, String authorization) {
    this.port = port;
    this.authorization = authorization;
  }

  /** Part of a path or a query. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  String get(String path) {
    return text(request(path).GET().build());
  }

  String post(String path, String type, String body) {
    HttpRequest.Builder request = request(path).header("Content-Type", type);
    return text(request.POST(HttpRequest.BodyPublishers.ofString(body)).build());
  }

  InputStream stream(String path) {
    HttpResponse<InputStream> answer =
        send(request(path).GET().build(), HttpResponse.BodyHandlers.ofInputStream());
    if (answer.statusCode() != 200) {
      throw new AssertionError(path + ": " + answer.statusCode());
    }
    return answer.body();
  }

  private HttpRequest.Builder request(String path) {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    HttpRequest.Builder builder = HttpRequest.newBuilder(uri).timeout(LONGEST);
    return authorization.isEmpty() ? builder : builder.header("Authorization", authorization);
  }

  /** On a busy machine a write to a disk may take longer than the server waits for it. */
  private HttpResponse<String> settled(HttpRequest request) {
    HttpResponse<String> answer = send(request, HttpResponse.BodyHandlers.ofString());
    for (int again = 0; again < 5 && answer.statusCode() == 500; again++) {
      if (!request.uri().getPath().equals("/write") || !answer.body().contains("timeout")) {
        return answer;
      }
      answer = send(request, HttpResponse.BodyHandlers.ofString());
    }
    return answer;
  }

  private String text(HttpRequest request) {
    HttpResponse<String> answer = settled(request);
    if (answer.statusCode() / 100 != 2) {
      throw new AssertionError(
          request.uri() + " answers " + answer.statusCode() + ": " + answer.body());
    }
    return answer.body();
  }

  private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    try {
      return client.send(request, handler);
    } catch (IOException e) {
      throw new UncheckedIOException(request.uri() + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while asking " + request.uri(), e);
    }
  }
}
