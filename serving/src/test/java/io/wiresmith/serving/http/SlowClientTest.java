package io.wiresmith.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.wiresmith.serving.TestingRequests;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SlowClientTest {
  private static final String HEAD =
      "POST " + TestingServer.INFER + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";

  private TestingServer server;

  @BeforeEach
  void start() {
    ServerSettings base = TestingServer.SETTINGS;
    server =
        TestingServer.start(
            new ServerSettings(
                base.host(),
                0,
                base.token(),
                base.deadline(),
                Duration.ofMillis(300),
                base.maxBody(),
                base.limits()),
            new TestingModel(new CountDownLatch(0)).supply());
  }

  @AfterEach
  void stop() throws Exception {
    assertThat(server.send(server.infer(TestingRequests.of(1).toString())).statusCode())
        .isEqualTo(200);
    while (server.metrics.inFlight() > 0) { // The client may see the answer first.
      Thread.onSpinWait();
    }
    server.close();
  }

  @Test
  void aBodyThatDoesNotComeIs408() throws Exception {
    assertThat(exchange(HEAD + "Content-Length: 1000\r\n\r\n{\"inputs\""))
        .startsWith("HTTP/1.1 408 ")
        .contains("The body did not arrive within 300 ms");
  }

  @Test
  void aHeaderThatDoesNotEndIsCutOff() throws Exception {
    assertThat(exchange(HEAD)).isEmpty();
  }

  @Test
  void aHeaderThatTricklesIsCutOff() throws Exception {
    try (Socket socket = connect()) {
      OutputStream out = socket.getOutputStream();
      boolean cut = false;
      while (!cut) {
        try {
          out.write("X".getBytes(StandardCharsets.US_ASCII));
          socket.setSoTimeout(10);
          cut = socket.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException e) {
          cut = false;
        } catch (SocketException e) {
          cut = true;
        }
      }
      assertThat(cut).isTrue();
    }
  }

  @Test
  void aBodyThatEndsTooEarlyLeavesNothingBehind() throws Exception {
    try (Socket socket = connect()) {
      socket
          .getOutputStream()
          .write((HEAD + "Content-Length: 1000\r\n\r\n{").getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      while (server.metrics.inFlight() == 0) {
        Thread.onSpinWait();
      }
    }
    while (server.metrics.inFlight() > 0) {
      Thread.onSpinWait();
    }
  }

  @Test
  void whatIsNoHttpIs400() throws Exception {
    assertThat(exchange("HELO there\r\n\r\n")).contains(" 400 ", "{\"error\"");
  }

  @Test
  void anotherHttpVersionIs400() throws Exception {
    for (String version : List.of("HTTP/9.9", "HTTP/1.2", "HTTP/0.9")) {
      assertThat(exchange("GET /v2/health/live " + version + "\r\nHost: x\r\n\r\n"))
          .startsWith("HTTP/1.1 400 ")
          .contains("{\"error\"", "Connection: close");
    }
  }

  @Test
  void theOlderHttpVersionIsSpoken() throws Exception {
    assertThat(exchange("GET /v2/health/live HTTP/1.0\r\n\r\n")).contains(" 200 ");
  }

  @Test
  void aBadChunkSizeIs400() throws Exception {
    String chunked = HEAD + "Transfer-Encoding: chunked\r\n\r\n";
    for (String bad : List.of("xyz\r\n{}\r\n0\r\n\r\n", "2\r\n{}\r\n-1\r\n")) {
      assertThat(exchange(chunked + bad))
          .startsWith("HTTP/1.1 400 ")
          .contains("{\"error\"", "bad chunks", "Connection: close");
    }
  }

  @Test
  void aLongRequestLineIs414() throws Exception {
    assertThat(exchange("GET /" + "a".repeat(10_000) + " HTTP/1.1\r\n\r\n"))
        .contains(" 414 ", "{\"error\"");
  }

  @Test
  void largeHeadersAre431() throws Exception {
    assertThat(exchange("GET /v2 HTTP/1.1\r\nX: " + "a".repeat(40_000) + "\r\n\r\n"))
        .contains(" 431 ", "{\"error\"");
  }

  @Test
  void aLargeBodyThatAsksFirstIsRefusedAtOnce() throws Exception {
    assertThat(exchange(HEAD + "Expect: 100-continue\r\nContent-Length: 64000000\r\n\r\n"))
        .startsWith("HTTP/1.1 413 ");
  }

  @Test
  void aChunkedBodyIsTaken() throws Exception {
    String body = TestingRequests.of(1).toString();
    assertThat(
            exchange(
                HEAD
                    + "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + Integer.toHexString(body.length())
                    + "\r\n"
                    + body
                    + "\r\n0\r\n\r\n"))
        .startsWith("HTTP/1.1 200 ");
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), server.server.port());
  }

  /** Sends bytes and reads until the server closes. */
  private String exchange(String text) throws IOException {
    try (Socket socket = connect()) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
