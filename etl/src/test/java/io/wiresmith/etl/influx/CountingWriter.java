package io.wiresmith.etl.influx;

import java.util.List;

/** Writes a point after the other until it is stopped. */
final class CountingWriter {
  private final Thread thread;
  private volatile boolean stopped;
  private volatile int written;

  CountingWriter(TestingTelemetry server, String database) {
    thread =
        new Thread(
            () -> {
              for (int i = 0; !stopped; i++) {
                server.write(database, List.of("m,host=late f=1.5,i=1i,s=\"x\" " + (100_000 + i)));
                written = i + 1;
              }
            });
    thread.start();
  }

  int written() {
    return written;
  }

  void stop() {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
