package io.wiresmith.core.telemetry.influx;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** One connection through a {@link TapProxy}. */
final class TapConnection implements Runnable {
  private static final int BUFFER = 64 * 1024;

  private final Socket client;
  private final int target;
  private final Tap tap;
  private final AtomicLong bytes;
  private final Socket server = new Socket();
  private volatile boolean ended;

  TapConnection(Socket client, int target, Tap tap, AtomicLong bytes) {
    this.client = client;
    this.target = target;
    this.tap = tap;
    this.bytes = bytes;
  }

  /** Carries it until one side ends. */
  @Override
  public void run() {
    try {
      if (tap.cutAfter() == 0 && tap.ending() == Tap.Ending.RST) {
        reset();
      } else if (tap.canned().isEmpty()) {
        server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
        TapProxy.daemon("tap-upstream", this::upstream);
        downstream();
      } else {
        canned();
      }
    } catch (IOException e) {
      // One side went away, and so does the other.
    } finally {
      ended = true;
      TapProxy.closed(server);
      TapProxy.closed(client);
    }
  }

  /** Ends it at once, on both sides. */
  void reset() {
    try {
      client.setSoLinger(true, 0);
    } catch (IOException e) {
      // It is closed already.
    }
    ended = true;
    TapProxy.closed(client);
    TapProxy.closed(server);
  }

  private void upstream() {
    byte[] buffer = new byte[BUFFER];
    try {
      InputStream in = client.getInputStream();
      OutputStream out = server.getOutputStream();
      for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
        out.write(buffer, 0, got);
      }
      server.shutdownOutput();
    } catch (IOException e) {
      TapProxy.closed(server);
    }
  }

  private void downstream() throws IOException {
    byte[] buffer = new byte[tap.bytesPerSecond() < BUFFER * 20L ? BUFFER / 16 : BUFFER];
    InputStream in = server.getInputStream();
    OutputStream out = client.getOutputStream();
    long start = System.nanoTime();
    long passed = 0;
    for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
      int kept = (int) Math.min(got, tap.cutAfter() - passed);
      if (tap.corruptAt() >= passed && tap.corruptAt() < passed + kept) {
        buffer[(int) (tap.corruptAt() - passed)] ^= (byte) 0xff;
      }
      write(out, buffer, kept, passed);
      passed += kept;
      if (passed >= tap.cutAfter()) {
        cut();
        return;
      }
      pace(start, passed);
    }
    client.shutdownOutput();
  }

  /** Writes, with the stall where it belongs. */
  private void write(OutputStream out, byte[] buffer, int length, long passed) throws IOException {
    int before = (int) Math.max(0, Math.min(length, tap.stallAfter() - passed));
    send(out, buffer, 0, before);
    if (before < length && passed + before == tap.stallAfter()) {
      until(System.nanoTime() + tap.stall().toNanos());
    }
    send(out, buffer, before, length - before);
  }

  private void send(OutputStream out, byte[] buffer, int from, int length) throws IOException {
    out.write(buffer, from, length);
    bytes.addAndGet(length);
  }

  private void pace(long start, long passed) {
    if (tap.bytesPerSecond() < Long.MAX_VALUE) {
      double seconds = (double) passed / tap.bytesPerSecond();
      until(start + (long) (seconds * TimeUnit.SECONDS.toNanos(1)));
    }
  }

  private void until(long end) {
    while (!ended && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(Math.min(end - System.nanoTime(), TimeUnit.MILLISECONDS.toNanos(20)));
    }
  }

  private void canned() throws IOException {
    if (client.getInputStream().read(new byte[BUFFER]) > 0) {
      byte[] answer = tap.canned().getBytes(StandardCharsets.UTF_8);
      write(client.getOutputStream(), answer, answer.length, 0);
      finish();
    }
  }

  private void cut() throws IOException {
    if (tap.ending() == Tap.Ending.RST) {
      reset();
    } else {
      TapProxy.closed(server);
      finish();
    }
  }

  /** An end of file for the client, who must not be reset for what it still sends. */
  private void finish() throws IOException {
    client.shutdownOutput();
    client.setSoTimeout(1000);
    byte[] rest = new byte[BUFFER];
    while (client.getInputStream().read(rest) >= 0) {
      // Thrown away.
    }
  }
}
