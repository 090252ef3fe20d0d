package io.wiresmith.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.wiresmith.serving.TestingRequests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DrainTest {
  private TestingServer server;

  @BeforeEach
  void start() {
    server =
        TestingServer.start(
            TestingServer.SETTINGS, new TestingModel(new CountDownLatch(0)).supply());
  }

  @AfterEach
  void stop() throws InterruptedException {
    server.close();
  }

  @Test
  void aClientThatKeepsItsConnectionIsAnsweredAndToldToClose() throws Exception {
    try (KeepAlive idle = new KeepAlive()) {
      assertThat(idle.ask()).startsWith("HTTP/1.1 200 ").doesNotContain("connection: close");
      CompletableFuture<Boolean> drained = drain(Duration.ofSeconds(200));
      awaitUnready();
      assertThat(idle.ask()).startsWith("HTTP/1.1 200 ").contains("connection: close");
      assertThat(idle.isClosed()).isTrue();
      assertThat(drained.get()).isTrue();
    }
  }

  @Test
  void noClientThatAsksWithoutPauseSeesAReset() throws Exception {
    List<CompletableFuture<Integer>> clients = new ArrayList<>();
    CountDownLatch begun = new CountDownLatch(4);
    for (int i = 0; i < 4; i++) {
      clients.add(CompletableFuture.supplyAsync(() -> askUntilToldToClose(begun)));
    }
    begun.await();
    assertThat(drain(Duration.ofSeconds(20)).get()).isTrue();
    for (CompletableFuture<Integer> client : clients) {
      assertThat(client.get()).isPositive();
    }
  }

  @Test
  void aConnectionThatNothingComesOnIsClosedAfterTheLastCall() throws Exception {
    try (KeepAlive idle = new KeepAlive();
        KeepAlive silent = new KeepAlive()) {
      assertThat(idle.ask()).startsWith("HTTP/1.1 200 ");
      assertThat(drain(Duration.ofSeconds(10)).get()).isTrue();
      assertThat(idle.isClosed()).isTrue();
      assertThat(silent.isClosed()).isTrue();
    }
  }

  private void awaitUnready() throws Exception {
    String ready = "";
    while (!ready.startsWith("HTTP/1.1 503 ")) {
      try (KeepAlive look = new KeepAlive()) {
        ready = look.send("GET /v2/health/ready HTTP/1.1\r\nHost: x\r\n\r\n");
      }
    }
  }

  private int askUntilToldToClose(CountDownLatch begun) {
    try (KeepAlive client = new KeepAlive()) {
      for (int asked = 1; ; asked++) {
        String answer = client.ask();
        assertThat(answer).startsWith("HTTP/1.1 200 ");
        begun.countDown();
        if (answer.contains("connection: close")) {
          return asked;
        }
      }
    } catch (IOException e) {
      throw new AssertionError("a client was cut off", e);
    }
  }

  private CompletableFuture<Boolean> drain(Duration patience) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return server.server.drain(patience);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  /** A client with one connection. */
  private final class KeepAlive implements AutoCloseable {
    private final Socket socket;

    KeepAlive() throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), server.server.port());
      socket.setSoTimeout(20_000);
    }

    String ask() throws IOException {
      String body = TestingRequests.of(1).toString();
      return send(
          "POST "
              + TestingServer.INFER
              + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body);
    }

    /** The head of the answer, in lower case but for its first line; the body is read too. */
    String send(String request) throws IOException {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      String text = "";
      while (!text.endsWith("\r\n\r\n")) {
        int next = in.read();
        if (next < 0) {
          throw new IOException("closed after '" + text + "'");
        }
        head.write(next);
        text = head.toString(StandardCharsets.US_ASCII);
      }
      String lower = text.substring(8).toLowerCase(Locale.ROOT);
      int length = lower.indexOf("content-length: ") + "content-length: ".length();
      in.readNBytes(Integer.parseInt(lower.substring(length, lower.indexOf('\r', length))));
      return text.substring(0, 8) + lower;
    }

    boolean isClosed() throws IOException {
      return socket.getInputStream().read() < 0;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
