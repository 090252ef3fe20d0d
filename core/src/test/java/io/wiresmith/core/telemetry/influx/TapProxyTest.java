package io.wiresmith.core.telemetry.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TapProxyTest {
  private static final int LENGTH = 300_000;

  private final ServerSocket server;
  private final TapProxy proxy;

  TapProxyTest() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    proxy = TapProxy.of(server.getLocalPort());
    TapProxy.daemon("bytes", this::serve);
  }

  @AfterEach
  void stops() throws IOException {
    proxy.close();
    server.close();
  }

  @Test
  void passesEverythingAndCounts() throws IOException {
    assertThat(read()).isEqualTo(bytes());
    assertThat(read()).isEqualTo(bytes());

    assertThat(proxy.connections()).isEqualTo(2);
    assertThat(proxy.bytes()).isEqualTo(2 * LENGTH);
  }

  @Test
  void cutsInOrderAfterExactlySoManyBytes() throws IOException {
    for (int cut : new int[] {0, 1, 65_535, 65_536, 65_537, LENGTH - 1}) {
      proxy.tap(Tap.open().cutAfter(cut, Tap.Ending.FIN));

      assertThat(read()).isEqualTo(Arrays.copyOf(bytes(), cut));
    }
  }

  @Test
  void cutsByAReset() {
    for (int cut : new int[] {0, 100_000}) {
      proxy.tap(Tap.open().cutAfter(cut, Tap.Ending.RST));

      assertThatThrownBy(this::read).isInstanceOf(IOException.class).hasMessageContaining("reset");
    }
  }

  @Test
  void corruptsOneByte() throws IOException {
    proxy.tap(Tap.open().corruptAt(123_456));
    byte[] wanted = bytes();
    wanted[123_456] ^= (byte) 0xff;

    assertThat(read()).isEqualTo(wanted);
  }

  @Test
  void tapsOnlySoManyConnectionsAsItIsTold() throws IOException {
    proxy.tapNext(1, Tap.open().cutAfter(5, Tap.Ending.FIN));

    assertThat(read()).hasSize(5);
    assertThat(read()).hasSize(LENGTH);
  }

  @Test
  void limitsTheRate() throws IOException {
    proxy.tap(Tap.open().limit(1_000_000));
    long start = System.nanoTime();

    assertThat(read()).hasSize(LENGTH);
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Duration.ofMillis(280), Duration.ofSeconds(30));
  }

  @Test
  void isSilentForAWhile() throws IOException {
    proxy.tap(Tap.open().stallAfter(1000, Duration.ofMillis(300)));
    long start = System.nanoTime();

    assertThat(read()).isEqualTo(bytes());
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(300));
  }

  @Test
  void answersInsteadOfTheServer() throws IOException {
    proxy.tap(Tap.answering("HTTP/1.1 200 OK\r\n\r\n<html>"));

    assertThat(new String(read())).endsWith("<html>");
  }

  @Test
  void isNotThereForAWhile() throws IOException {
    proxy.refuse();
    assertThatThrownBy(this::read).isInstanceOf(ConnectException.class);
    proxy.listen();
    assertThat(read()).hasSize(LENGTH);

    proxy.refuseFor(Duration.ofMillis(50));
    Eventually.holds("it listens again", Duration.ofSeconds(30), this::reads);
  }

  private boolean reads() {
    try {
      return read().length == LENGTH;
    } catch (IOException e) {
      return false;
    }
  }

  private byte[] read() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
      socket.getOutputStream().write('?');
      return socket.getInputStream().readAllBytes();
    }
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept();
          InputStream in = socket.getInputStream();
          OutputStream out = socket.getOutputStream()) {
        if (in.read() >= 0) {
          out.write(bytes());
        }
      } catch (IOException e) {
        // The proxy went away, which is what the test asked for.
      }
    }
  }

  private static byte[] bytes() {
    byte[] bytes = new byte[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      bytes[i] = (byte) (i * 31 + i / 251);
    }
    return bytes;
  }
}
