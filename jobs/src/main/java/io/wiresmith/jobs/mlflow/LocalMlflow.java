package io.wiresmith.jobs.mlflow;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.AtomicFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An MLflow server on 127.0.0.1 with SQLite and artifacts in one directory, as a child of this
 * process. It may be closed by another thread than the one that waits.
 */
public final class LocalMlflow implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(3);
  private static final int LAST_PORT = 65535;
  private static final long POLL_MILLIS = 100;
  private static final int LAST_LINES = 15;
  private static final Pattern LISTENING =
      Pattern.compile("Uvicorn running on (http://127\\.0\\.0\\.1:\\d+) ");

  private final Process process;
  private final Path log;
  private final URI uri;
  private volatile boolean closed;

  private LocalMlflow(Process process, Path log) {
    this.process = process;
    this.log = log;
    try {
      this.uri = awaitUri();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Starts one and waits until it listens; the program is installed first where it is not there.
   *
   * @param home the checkout or release, for {@code bin/lib/mlflow}
   * @param directory what it holds; made where it is not there
   * @param port where it listens; 0 for a free one
   * @throws WiresmithException {@code USAGE} if the port is taken, {@code DEPENDENCY_DOWN} if it
   *     cannot be had or does not start
   */
  public static LocalMlflow start(Path home, Path directory, int port) {
    requireFree(port);
    Path program = program(home);
    Path at = AtomicFiles.directory(directory.toAbsolutePath().normalize());
    Path log = at.resolve("mlflow.log");
    ProcessBuilder builder =
        new ProcessBuilder(
                program.toString(),
                "server",
                "--backend-store-uri",
                "sqlite:///" + at.resolve("mlflow.db"),
                "--serve-artifacts",
                "--artifacts-destination",
                at.resolve("artifacts").toUri().toString(),
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--workers",
                "1")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    // What the user has set is for clients; the server must not ask itself.
    builder.environment().keySet().removeIf(name -> name.startsWith("MLFLOW_TRACKING"));
    // Without these: eight processes more, and a message to the makers of MLflow.
    builder.environment().put("MLFLOW_SERVER_ENABLE_JOB_EXECUTION", "false");
    builder.environment().put("MLFLOW_DISABLE_TELEMETRY", "true");
    try {
      return new LocalMlflow(builder.start(), log);
    } catch (IOException e) {
      throw AtomicFiles.failed("start", program, e);
    }
  }

  private static void requireFree(int port) {
    if (port < 0 || port > LAST_PORT) {
      throw new WiresmithException(
          ErrorCode.USAGE, "--port is " + port + "; required: 1 to 65535, or 0 for a free one.");
    }
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
      socket.setReuseAddress(true);
    } catch (IOException e) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "Port %d of 127.0.0.1 cannot be used: %s. Choose another with --port, or 0 for a free one."
              .formatted(port, e.getMessage()),
          e);
    }
  }

  private static Path program(Path home) {
    Path script = home.resolve("bin/lib/mlflow");
    try {
      Process install =
          new ProcessBuilder("bash", script.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String path =
          new String(install.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (install.waitFor() == 0 && !path.isEmpty()) {
        return Path.of(path);
      }
    } catch (IOException e) {
      throw AtomicFiles.failed("run", script, e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    throw new WiresmithException(
        ErrorCode.DEPENDENCY_DOWN,
        "MLflow cannot be had, see above. Mend it and try again, or start a server of your own and set MLFLOW_TRACKING_URI.");
  }

  private URI awaitUri() {
    long end = System.nanoTime() + START.toNanos();
    try {
      while (System.nanoTime() < end) {
        Matcher listening = LISTENING.matcher(text());
        if (listening.find()) {
          return URI.create(listening.group(1));
        }
        if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
          throw ended();
        }
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    throw new WiresmithException(
        ErrorCode.DEPENDENCY_DOWN,
        "MLflow does not listen after %d s. See %s.".formatted(START.toSeconds(), log));
  }

  /** Where it is. */
  public URI uri() {
    return uri;
  }

  /** Where its own words go. */
  public Path log() {
    return log;
  }

  /**
   * Waits until it ends.
   *
   * @throws WiresmithException {@code DEPENDENCY_DOWN} if nobody told it to, by {@link #close}
   */
  public void await() {
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    if (!closed) {
      throw ended();
    }
  }

  /** Ends it and its worker. */
  @Override
  public void close() {
    closed = true;
    Stream.concat(process.descendants(), Stream.of(process.toHandle()))
        .forEach(ProcessHandle::destroy);
  }

  private WiresmithException ended() {
    List<String> lines = text().lines().toList();
    return new WiresmithException(
        ErrorCode.DEPENDENCY_DOWN,
        "MLflow ended by itself. Its last words, of %s:\n%s"
            .formatted(
                log,
                String.join(
                    "\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()))));
  }

  private String text() {
    return Files.isRegularFile(log)
        ? new String(AtomicFiles.read(log), StandardCharsets.UTF_8)
        : "";
  }

  private static WiresmithException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new WiresmithException(
        ErrorCode.DEPENDENCY_DOWN, "Interrupted while waiting for MLflow.", cause);
  }
}
