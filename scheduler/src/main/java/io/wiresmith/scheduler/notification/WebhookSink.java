package io.wiresmith.scheduler.notification;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.scheduler.ledger.LedgerEvent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Posts each event as JSON. Whoever answers with 2xx has heard it; a redirection is not followed,
 * since it would carry the token elsewhere. Paths of such addresses are often secrets, so messages
 * name the host only.
 */
public final class WebhookSink implements EventSink {
  /** Its name. */
  public static final String NAME = "webhook";

  /** The header that repeats the event's id, for receivers that drop what they have. */
  public static final String ID_HEADER = "Wiresmith-Event";

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(LIMIT)
          .build();
  private final URI location;
  private final Optional<String> token;
  private final Duration limit;

  /**
   * A sink.
   *
   * @param location http or https, without user and password
   * @param token sent as a bearer's, if there is one
   * @throws WiresmithException {@code INVALID_CONFIG} for any other location
   */
  public WebhookSink(String location, Optional<String> token) {
    this(location, token, LIMIT);
  }

  WebhookSink(String location, Optional<String> token, Duration limit) {
    this.location = parsed(location);
    this.token = token;
    this.limit = limit;
  }

  private static URI parsed(String text) {
    URI uri = null;
    try {
      uri = URI.create(text);
    } catch (IllegalArgumentException e) {
      // Told below, without the text: it may hold a secret.
    }
    if (uri == null
        || uri.getHost() == null
        || uri.getUserInfo() != null
        || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
      throw new WiresmithException(
          ErrorCode.INVALID_CONFIG,
          "notifications.webhook is no address of the form http(s)://host[:port]/path without user and password. A token comes by WIRESMITH_WEBHOOK_TOKEN or WIRESMITH_WEBHOOK_TOKEN_FILE.");
    }
    return uri;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String place() {
    return location.getScheme() + "://" + location.getRawAuthority() + "/***";
  }

  @Override
  public void tell(LedgerEvent event) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(location)
            .timeout(limit)
            .header("Content-Type", "application/json")
            .header("User-Agent", "wiresmith")
            .header(ID_HEADER, event.id())
            .POST(BodyPublishers.ofByteArray(event.bytes()));
    token.ifPresent(it -> request.header("Authorization", "Bearer " + it));
    int status = status(request.build());
    if (status / 100 != 2) {
      throw unheard("answers " + status, null);
    }
  }

  /** Sends, and waits for the whole answer no longer than the limit. */
  private int status(HttpRequest request) {
    CompletableFuture<HttpResponse<Void>> answer =
        client.sendAsync(request, BodyHandlers.discarding());
    try {
      return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS).statusCode();
    } catch (TimeoutException e) {
      throw unheard("does not answer within " + limit.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() instanceof IOException io ? io : e;
      throw unheard("does not answer: " + cause, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unheard("was not waited for: interrupted", e);
    } finally {
      answer.cancel(true);
    }
  }

  private WiresmithException unheard(String what, @org.jspecify.annotations.Nullable Exception e) {
    return new WiresmithException(
        ErrorCode.DEPENDENCY_DOWN,
        "The webhook %s %s. Check notifications.webhook and who listens there."
            .formatted(place(), what),
        e);
  }
}
