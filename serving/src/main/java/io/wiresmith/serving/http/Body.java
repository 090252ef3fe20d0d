package io.wiresmith.serving.http;

/**
 * A whole body that counts against what the server may hold until it is released: after the
 * decision, whether the client still waits for it or not. Thread-safe.
 */
final class Body {
  private final byte[] bytes;
  private final Runnable release;

  /** {@code release} gives the bytes back; on the event loop, and only the first time counts. */
  Body(byte[] bytes, Runnable release) {
    this.bytes = bytes;
    this.release = release;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Nobody reads the bytes any more; on the event loop. */
  void release() {
    release.run();
  }
}
