package io.wiresmith.registry.mlflow;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Tells how an upload of many bytes goes: a line every two seconds, none where all is there sooner.
 * Not thread-safe.
 */
final class UploadProgress {
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final Consumer<String> lines;
  private final long pause;
  private long total;
  private long sent;
  private long told = System.nanoTime();

  UploadProgress(Consumer<String> lines) {
    this(lines, PAUSE);
  }

  UploadProgress(Consumer<String> lines, Duration pause) {
    this.lines = lines;
    this.pause = pause.toNanos();
  }

  /** Bytes that are to be sent in all. */
  void expect(Map<String, byte[]> files) {
    files.values().forEach(file -> total += file.length);
  }

  /** So many bytes more of a file were handed to the connection. */
  void sent(String file, int bytes) {
    sent += bytes;
    if (System.nanoTime() - told >= pause) {
      told = System.nanoTime();
      lines.accept(
          String.format(
              Locale.ROOT,
              "publish: %.1f of %.1f MB sent (%.0f %%), now %s",
              sent / 1e6,
              total / 1e6,
              100.0 * sent / Math.max(1, total),
              file));
    }
  }
}
