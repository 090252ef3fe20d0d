package io.wiresmith.core.telemetry.influx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A TCP proxy on 127.0.0.1 in front of a server that cuts, corrupts, delays and limits what it
 * answers, and counts. It passes everything until it is told otherwise. Thread-safe.
 */
public final class TapProxy implements AutoCloseable {
  private static final int BACKLOG = 200;

  private final int target;
  private final ServerSocketFactory sockets;
  private final int port;
  private final Set<TapConnection> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong connections = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong mostAtOnce = new AtomicLong();
  private Tap tap = Tap.open();
  private long tapped;
  private @Nullable Listener listener;

  private TapProxy(int target, ServerSocketFactory sockets) {
    this.target = target;
    this.sockets = sockets;
    this.port = bind(0);
  }

  /** In front of a server. */
  public static TapProxy of(TestingInflux server) {
    return of(server.port());
  }

  /** In front of whatever listens on that port of 127.0.0.1. */
  public static TapProxy of(int port) {
    return new TapProxy(port, ServerSocketFactory.getDefault());
  }

  /** Ends TLS and passes plain bytes on. */
  static TapProxy tls(int port, ServerSocketFactory sockets) {
    return new TapProxy(port, sockets);
  }

  /** Its port on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** The same database, seen through this proxy. */
  public InfluxLocation location(InfluxLocation behind) {
    return new InfluxLocation(
        URI.create("http://127.0.0.1:" + port),
        behind.organisation(),
        behind.database(),
        behind.retentionPolicy(),
        behind.dialect());
  }

  /** Does this on every connection from now on. */
  public void tap(Tap what) {
    tapNext(Long.MAX_VALUE, what);
  }

  /** Does this on the next connections, and passes everything on those behind them. */
  public synchronized void tapNext(long howMany, Tap what) {
    tap = what;
    tapped = howMany;
  }

  /** Listens no more, and resets every connection: nobody is there. */
  public void refuse() {
    Listener gone;
    synchronized (this) {
      gone = listener;
      listener = null;
    }
    if (gone != null) {
      closed(gone.socket());
      // A socket that waits for a connection is closed only when the wait has ended.
      Eventually.holds("nobody listens", Duration.ofSeconds(30), () -> !gone.acceptor().isAlive());
    }
    open.forEach(TapConnection::reset);
  }

  /** Listens again, on the same port. */
  public synchronized void listen() {
    if (listener == null) {
      bind(port);
    }
  }

  /** {@link #refuse}, and {@link #listen} after a while. */
  public void refuseFor(Duration duration) {
    refuse();
    daemon(
        "tap-again",
        () -> {
          LockSupport.parkNanos(duration.toNanos());
          listen();
        });
  }

  /** Connections made so far. */
  public long connections() {
    return connections.get();
  }

  /** Bytes of the server passed on so far. */
  public long bytes() {
    return bytes.get();
  }

  /** Most connections that were open at the same time. */
  public long mostAtOnce() {
    return mostAtOnce.get();
  }

  /** Ends everything. */
  @Override
  public void close() {
    refuse();
  }

  private synchronized int bind(int wanted) {
    try {
      ServerSocket socket = sockets.createServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), BACKLOG);
      listener = new Listener(socket, daemon("tap-accept", () -> accept(socket)));
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept(ServerSocket socket) {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        connections.incrementAndGet();
        TapConnection connection = new TapConnection(client, target, next(), bytes);
        open.add(connection);
        mostAtOnce.accumulateAndGet(open.size(), Math::max);
        daemon(
            "tap-connection",
            () -> {
              connection.run();
              open.remove(connection);
            });
      } catch (IOException e) {
        // Closed, or a client that went away at once.
      }
    }
  }

  private synchronized Tap next() {
    if (tapped <= 0) {
      return Tap.open();
    }
    tapped--;
    return tap;
  }

  static Thread daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  static void closed(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception e) {
      // It is gone, which is what was wanted.
    }
  }

  private record Listener(ServerSocket socket, Thread acceptor) {}
}
