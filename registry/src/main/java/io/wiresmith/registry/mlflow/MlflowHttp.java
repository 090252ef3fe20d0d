package io.wiresmith.registry.mlflow;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.TrustedAuthority;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTP/1.1 with a deadline on every call, its body included, and few calls at once: more than 15
 * freeze the server's pool of connections to its database. Thread-safe.
 */
final class MlflowHttp {
  private static final Logger LOG = LoggerFactory.getLogger(MlflowHttp.class);
  private static final int MOST_AT_ONCE = 8;

  /** Where nothing ever answered, the address is wrong or nobody runs: told within ten seconds. */
  private static final int FIRST_ATTEMPTS = 4;

  /** What stops in the middle twice stops again: a proxy that cuts answers, or a lost server. */
  private static final int MOST_STALLS = 2;

  /** Versions of 200 models fit in; no page, and no endless answer. */
  private static final int LONGEST_JSON = 64 << 20;

  /** A longer file, as it is read and put together, would fill the memory of this process. */
  private static final int LONGEST_FILE =
      (int) Math.min(1 << 30, Runtime.getRuntime().maxMemory() / 5);

  private static final int PIECE = 1 << 18;

  /** MLflow takes no other spelling. */
  private static final String JSON = "application/json";

  private final MlflowServer server;
  private final MlflowPatience patience;
  private final MlflowRefusals refusals;
  private final HttpClient client;
  private volatile boolean reached;
  private final Semaphore places = new Semaphore(MOST_AT_ONCE, true);

  MlflowHttp(MlflowServer server, MlflowPatience patience) {
    this.server = server;
    this.patience = patience;
    this.refusals = new MlflowRefusals(server);
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(patience.connect());
    if (!server.authority().isEmpty()) {
      builder.sslContext(TrustedAuthority.context(MlflowServer.AUTHORITY, server.authority()));
    }
    this.client = builder.build();
  }

  /**
   * A request.
   *
   * @param method HTTP's
   * @param path below the server's root, encoded, with its query
   * @param json whether the body is JSON, and not a file
   * @param body the bytes; none with GET
   */
  record Call(String method, String path, boolean json, byte[] body) {
    String what() {
      int query = path.indexOf('?');
      return method + " " + (query < 0 ? path : path.substring(0, query));
    }
  }

  MlflowServer server() {
    return server;
  }

  MlflowRefusals refusals() {
    return refusals;
  }

  /**
   * Asks, again where the answer is a passing failure: only for what is safe to repeat.
   *
   * @return the answer, which may be a refusal
   * @throws WiresmithException {@code DEPENDENCY_DOWN} when patience ends, {@code USAGE} for TLS
   */
  MlflowAnswer ask(Call call) {
    return ask(call, length -> {});
  }

  /** The same, and tells how many bytes of the body were sent, piece by piece. */
  MlflowAnswer ask(Call call, IntConsumer sent) {
    long begin = System.nanoTime();
    MlflowPatience mine = patience.forBytes(call.body().length);
    return again(() -> once(call, mine.left(Duration.ofNanos(System.nanoTime() - begin)), sent));
  }

  /** Asks once; a passing failure may have happened or not. */
  MlflowAnswer askOnce(Call call) {
    return once(call, patience.forBytes(call.body().length).call(), length -> {});
  }

  /** Repeats what fails because the server is down or busy. */
  <T> T again(Supplier<T> action) {
    int attempts = patience.backoff().attempts();
    AtomicInteger stalls = new AtomicInteger();
    Supplier<T> watched =
        () -> {
          try {
            return action.get();
          } catch (WiresmithException e) {
            if (e.getCause() instanceof LimitedBody.Stalled) {
              stalls.incrementAndGet();
            }
            throw e;
          }
        };
    IntSupplier most =
        () ->
            stalls.get() >= MOST_STALLS
                ? 1
                : reached ? attempts : Math.min(FIRST_ATTEMPTS, attempts);
    return patience.backoff().run(watched, failure -> LOG.info("MLflow: {}", failure), most);
  }

  private MlflowAnswer once(Call call, Duration deadline, IntConsumer sent) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.root() + call.path()))
            .method(
                call.method(),
                call.method().equals("GET") ? BodyPublishers.noBody() : body(call.body(), sent));
    request.header("Content-Type", call.json() ? JSON : "application/octet-stream");
    if (!server.authorization().isEmpty()) {
      request.header("Authorization", server.authorization());
    }
    HttpResponse<byte[]> response = sent(request.build(), call, deadline);
    reached = true;
    MlflowAnswer answer = new MlflowAnswer(call.what(), response.statusCode(), response.body());
    if (refusals.passing(answer)) {
      throw refusals.of(answer);
    }
    return answer;
  }

  private static BodyPublisher body(byte[] bytes, IntConsumer sent) {
    if (bytes.length <= PIECE) {
      return BodyPublishers.ofByteArray(bytes);
    }
    Iterable<byte[]> pieces =
        () ->
            IntStream.iterate(0, from -> from < bytes.length, from -> from + PIECE)
                .mapToObj(
                    from -> {
                      int until = Math.min(bytes.length, from + PIECE);
                      sent.accept(until - from);
                      return Arrays.copyOfRange(bytes, from, until);
                    })
                .iterator();
    return BodyPublishers.fromPublisher(BodyPublishers.ofByteArrays(pieces), bytes.length);
  }

  /** The client's own timeout ends with the headers; this one ends with the body. */
  private HttpResponse<byte[]> sent(HttpRequest request, Call call, Duration deadline) {
    try {
      places.acquire();
      try {
        AtomicLong heard = new AtomicLong();
        int longest = call.json() ? LONGEST_JSON : LONGEST_FILE;
        CompletableFuture<HttpResponse<byte[]>> answer =
            client.sendAsync(request, LimitedBody.of(longest, heard));
        try {
          return whole(answer, heard, System.nanoTime() + deadline.toNanos());
        } finally {
          answer.cancel(true);
        }
      } finally {
        places.release();
      }
    } catch (TimeoutException | LimitedBody.Stalled e) {
      throw refusals.broken(call.what(), e, deadline);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw refusals.broken(call.what(), cause == null ? e : cause, deadline);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WiresmithException(
          ErrorCode.DEPENDENCY_DOWN, "Interrupted while waiting for " + server + ".", e);
    }
  }

  /** Waits until the end, and for an answer that has begun no longer than for its next bytes. */
  private HttpResponse<byte[]> whole(
      CompletableFuture<HttpResponse<byte[]>> answer, AtomicLong heard, long end)
      throws ExecutionException, InterruptedException, TimeoutException, LimitedBody.Stalled {
    long stall = patience.stall().toNanos();
    while (true) {
      long last = heard.get();
      long now = System.nanoTime();
      long silent = last == 0 ? 0 : now - last; // Before the headers it only waits.
      try {
        return answer.get(Math.max(0, Math.min(end - now, stall - silent)), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        if (System.nanoTime() - end >= 0) {
          throw e;
        }
        if (last != 0 && heard.get() == last) {
          throw new LimitedBody.Stalled(patience.stall());
        }
      }
    }
  }
}
