package io.wiresmith.registry.mlflow;

import static io.wiresmith.registry.TestingRegistration.KEY;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.Backoff;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.telemetry.influx.Tap;
import io.wiresmith.core.telemetry.influx.TapProxy;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MlflowRefusalsTest {
  private static final int ATTEMPTS = 3;
  private static final MlflowPatience SHORT =
      new MlflowPatience(
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          new Backoff(ATTEMPTS, Duration.ofMillis(5), Duration.ofMillis(10)));

  private static final MlflowPatience SHORT_BUT_PATIENT =
      new MlflowPatience(
          Duration.ofSeconds(5), Duration.ofSeconds(60), Duration.ofSeconds(60), SHORT.backoff());

  private static MlflowRegistry registry(int port, MlflowPatience patience) {
    MlflowServer server = MlflowServer.of("http://127.0.0.1:" + port, Map.of());
    return new MlflowRegistry(server, patience, InstantSource.system());
  }

  private static String answer(int status, String type, String body) {
    return "HTTP/1.1 %d X\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(status, type, body.length(), body);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401 | You are not authenticated | USAGE | Set MLFLOW_TRACKING_USERNAME | 1",
        "403 | Permission denied | USAGE | Set MLFLOW_TRACKING_USERNAME | 1",
        "403 | Invalid Host header | USAGE | --allowed-hosts | 1",
        "404 | Not Found | USAGE | is no MLflow 3 server | 1",
        "302 | elsewhere | USAGE | sends the request elsewhere | 1",
        "409 | busy | CONFLICT | Someone else changes the same | 1",
        "400 | no such column | INVALID_INPUT | MLflow 3.4 or later | 1",
        "413 | too large | INVALID_INPUT | Raise the limit | 1",
        "400 | QueuePool limit of size 5 reached | DEPENDENCY_DOWN | try again | 3",
        "429 | slow down | DEPENDENCY_DOWN | limits requests | 3",
        "500 | Internal Server Error | DEPENDENCY_DOWN | Look into the server's log | 3",
        "503 | maintenance | DEPENDENCY_DOWN | Look into the server's log | 3",
      })
  void sayWhatWasRefusedAndWhatToDo(
      int status, String words, ErrorCode code, String remedy, int attempts) {
    try (TapProxy proxy = TapProxy.of(1)) {
      proxy.tap(Tap.answering(answer(status, "text/plain", words)));

      assertThatThrownBy(() -> registry(proxy.port(), SHORT).aliases(KEY))
          .isInstanceOfSatisfying(
              WiresmithException.class, e -> assertThat(e.code()).isEqualTo(code))
          .hasMessageStartingWith(
              "http://127.0.0.1:%d refuses GET /api/2.0/mlflow/registered-models/get (%d: %s)"
                  .formatted(proxy.port(), status, words))
          .hasMessageContaining(remedy);
      assertThat(proxy.connections()).isEqualTo(attempts);
    }
  }

  @Test
  void tellAMissingModelFromAMissingServer() {
    String none = "{\"error_code\": \"RESOURCE_DOES_NOT_EXIST\", \"message\": \"no\"}";
    try (TapProxy proxy = TapProxy.of(1)) {
      proxy.tap(Tap.answering(answer(404, "application/json", none)));
      assertThat(registry(proxy.port(), SHORT).aliases(KEY)).isEmpty();
    }
  }

  @Test
  void repeatNothingThatATerminalWouldObey() {
    String words = "\u001B[2J\u001B]0;pwned\u0007no\r\nINFO all is well";
    for (String body : List.of(words, Json.line(Map.of("message", words)))) {
      try (TapProxy proxy = TapProxy.of(1)) {
        proxy.tap(Tap.answering(answer(403, "application/json", body)));
        assertThatThrownBy(() -> registry(proxy.port(), SHORT).aliases(KEY))
            .hasMessageContaining("(403: no INFO all is well). Set MLFLOW_TRACKING_USERNAME");
      }
    }
    try (TapProxy proxy = TapProxy.of(1)) {
      proxy.tap(Tap.answering("HTTP/1.1 \u001B[2Jno\r\n\r\n")); // What the JDK's client repeats.
      assertThatThrownBy(() -> registry(proxy.port(), SHORT).aliases(KEY))
          .hasMessageContaining("broke off")
          .message()
          .doesNotContain("\u001B");
    }
  }

  @Test
  void nameAPageWhereJsonWasMeant() {
    try (TapProxy proxy = TapProxy.of(1)) {
      proxy.tap(Tap.answering(answer(200, "text/html", "<html>Log in</html>")));
      assertFails(proxy.port(), SHORT, ErrorCode.USAGE)
          .hasMessageContaining("answers GET /api/2.0/mlflow/registered-models/get with 200 and")
          .hasMessageContaining("it answers HTML: a proxy, a login page or no MLflow server");

      proxy.tap(Tap.answering(answer(200, "application/json", "{\"registered_mo")));
      assertFails(proxy.port(), SHORT, ErrorCode.DEPENDENCY_DOWN)
          .hasMessageContaining("with 200 and no JSON ({\"registered_mo)");
    }
  }

  @Test
  void nameHalfABody() {
    String whole = answer(200, "application/json", "{\"registered_model\": {}}");
    try (TapProxy proxy = TapProxy.of(1)) {
      for (int length : new int[] {0, 5, 30, whole.length() - 1}) {
        proxy.tap(Tap.answering(length == 0 ? " " : whole.substring(0, length)));
        long before = proxy.connections();
        assertFails(proxy.port(), SHORT, ErrorCode.DEPENDENCY_DOWN)
            .hasMessageContaining("broke off")
            .hasMessageContaining("try again");
        assertThat(proxy.connections() - before).isEqualTo(ATTEMPTS);
      }
    }
  }

  @Test
  void giveUpASilentServerInItsHeadersAndInItsBody() {
    MlflowPatience brief =
        new MlflowPatience(
            Duration.ofSeconds(5), Duration.ofMillis(300), Duration.ofMillis(500), SHORT.backoff());
    String whole = answer(200, "application/json", "{\"registered_model\": {}}");
    try (TapProxy proxy = TapProxy.of(1)) {
      for (int passed : new int[] {0, whole.length() - 4}) {
        proxy.tap(Tap.answering(whole).stallAfter(passed, Duration.ofMinutes(1)));
        long begin = System.nanoTime();
        assertFails(proxy.port(), brief, ErrorCode.DEPENDENCY_DOWN)
            .hasMessageContaining("is silent or too slow: no whole answer within");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
      }
    }
  }

  @Test
  void giveUpAServerThatStopsInItsAnswersAfterTheSecondTime() {
    Duration stall = Duration.ofMillis(300);
    Duration minutes = Duration.ofMinutes(5);
    MlflowPatience patience =
        new MlflowPatience(Duration.ofSeconds(5), minutes, stall, minutes, SHORT.backoff());
    String whole = answer(200, "application/json", "{\"registered_model\": {}}");
    try (TapProxy proxy = TapProxy.of(1)) {
      proxy.tap(Tap.answering(whole).stallAfter(whole.length() - 4, minutes));
      assertFails(proxy.port(), patience, ErrorCode.DEPENDENCY_DOWN)
          .hasMessageContaining("stops in the middle of its answer: nothing more came for 300 ms");
      assertThat(proxy.connections()).isEqualTo(2);
    }
  }

  @Test
  void anAnswerThatDripsIsTakenAsLongAsItComes() {
    String none = "{\"error_code\": \"RESOURCE_DOES_NOT_EXIST\", \"message\": \"%s\"}";
    String slow = answer(404, "application/json", none.formatted("no".repeat(20_000)));
    Duration minute = Duration.ofMinutes(1);
    Duration stall = Duration.ofSeconds(2);
    MlflowPatience patience = new MlflowPatience(minute, minute, stall, minute, SHORT.backoff());
    try (TapProxy behind = TapProxy.of(1);
        TapProxy proxy = TapProxy.of(behind.port())) {
      behind.tap(Tap.answering(slow));
      proxy.tap(Tap.open().limit(slow.length() / 4)); // Twice as long in all as it may be silent.
      assertThat(registry(proxy.port(), patience).aliases(KEY)).isEmpty();
      assertThat(proxy.connections()).isEqualTo(1);
    }
  }

  @Test
  void nameAServerThatIsNotThere() {
    try (TapProxy proxy = TapProxy.of(1)) {
      proxy.refuse();
      assertFails(proxy.port(), SHORT, ErrorCode.DEPENDENCY_DOWN)
          .hasMessageContaining("does not listen")
          .hasMessageContaining("that the server runs");
    }
    MlflowServer nowhere = MlflowServer.of("http://no.such.host.invalid", Map.of());
    assertThatThrownBy(
            () -> new MlflowRegistry(nowhere, SHORT, InstantSource.system()).aliases(KEY))
        .hasMessageContaining("has an unknown host");
  }

  @Test
  void aServerThatWasNeverReachedIsGivenUpWithinTenSeconds() {
    MlflowPatience usual = MlflowPatience.usual();
    long begin = System.nanoTime();
    try (TapProxy proxy = TapProxy.of(1)) {
      proxy.refuse();
      assertFails(proxy.port(), usual, ErrorCode.DEPENDENCY_DOWN)
          .hasMessageContaining("does not listen");
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));

    long again = System.nanoTime();
    // An address for documentation (RFC 5737): packets to it are lost, or refused at once.
    MlflowServer lost = MlflowServer.of("http://192.0.2.1:5000", Map.of());
    assertThatThrownBy(() -> new MlflowRegistry(lost, usual, InstantSource.system()).aliases(KEY))
        .isInstanceOfSatisfying(
            WiresmithException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.DEPENDENCY_DOWN));
    assertThat(Duration.ofNanos(System.nanoTime() - again)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void anAnswerThatNeverEndsIsNotReadToTheEnd() throws Exception {
    try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
      Thread talker = new Thread(() -> talk(socket), "talker");
      talker.setDaemon(true);
      talker.start();
      assertFails(socket.getLocalPort(), SHORT_BUT_PATIENT, ErrorCode.USAGE)
          .hasMessageContaining("with more than 67,108,864 bytes")
          .hasMessageContaining("Check the address");
    }
  }

  @Test
  void aSearchWithoutALastPageEnds() throws Exception {
    AtomicInteger pages = new AtomicInteger();
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String page = "{\"runs\": [{}], \"next_page_token\": \"%d\"}";
          byte[] body = page.formatted(pages.incrementAndGet()).getBytes(US_ASCII);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      String uri = "http://127.0.0.1:" + server.getAddress().getPort();
      MlflowHttp http = new MlflowHttp(MlflowServer.of(uri, Map.of()), SHORT_BUT_PATIENT);
      assertThatThrownBy(() -> new RunCalls(new MlflowApi(http)).search("1", "x", "y"))
          .isInstanceOfSatisfying(
              WiresmithException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
          .hasMessageContaining("answers the search runs/search with more than 500 pages");
      assertThat(pages).hasValue(MlflowApi.MOST_PAGES);
    } finally {
      server.stop(0);
    }
  }

  private static void talk(java.net.ServerSocket socket) {
    try (java.net.Socket client = socket.accept()) {
      client.getInputStream().read(new byte[8192]);
      java.io.OutputStream out = client.getOutputStream();
      out.write("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n".getBytes(US_ASCII));
      byte[] piece = new byte[1 << 20];
      while (true) {
        out.write(piece);
      }
    } catch (java.io.IOException e) {
      // The client has heard enough.
    }
  }

  @Test
  void a429ForEverAfterASoundAnswerEndsToo() {
    String none = "{\"error_code\": \"RESOURCE_DOES_NOT_EXIST\", \"message\": \"no\"}";
    try (TapProxy proxy = TapProxy.of(1)) {
      proxy.tap(Tap.answering(answer(404, "application/json", none)));
      MlflowRegistry registry = registry(proxy.port(), SHORT);
      assertThat(registry.aliases(KEY)).isEmpty();

      proxy.tap(Tap.answering(answer(429, "text/plain", "slow down")));
      long before = proxy.connections();
      assertThatThrownBy(() -> registry.aliases(KEY)).hasMessageContaining("429: slow down");
      assertThat(proxy.connections() - before).isEqualTo(ATTEMPTS);
      proxy.tap(Tap.answering(answer(404, "application/json", none)));
      assertThat(registry.aliases(KEY)).as("the same client goes on").isEmpty();
    }
  }

  @Test
  void aBusyServerIsAskedAgainUntilItAnswers() {
    String none = "{\"error_code\": \"RESOURCE_DOES_NOT_EXIST\", \"message\": \"no\"}";
    try (TapProxy behind = TapProxy.of(1);
        TapProxy proxy = TapProxy.of(behind.port())) {
      behind.tap(Tap.answering(answer(404, "application/json", none)));
      proxy.tapNext(2, Tap.answering(answer(429, "text/plain", "slow down")));

      assertThat(registry(proxy.port(), SHORT).aliases(KEY)).isEmpty();
      assertThat(proxy.connections()).isEqualTo(ATTEMPTS);
    }
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ?> assertFails(
      int port, MlflowPatience patience, ErrorCode code) {
    return assertThatThrownBy(() -> registry(port, patience).aliases(KEY))
        .isInstanceOfSatisfying(
            WiresmithException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
