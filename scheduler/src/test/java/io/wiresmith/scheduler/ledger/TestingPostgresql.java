package io.wiresmith.scheduler.ledger;

import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.telemetry.influx.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A real PostgreSQL of one test class, on a free port of 127.0.0.1, in an own temporary directory;
 * Debian's package {@code postgresql}. As root it runs as the user {@code postgres}, since it
 * refuses root.
 */
public final class TestingPostgresql implements AutoCloseable {
  /** Who may do everything. */
  public static final String USER = "wiresmith";

  private static final Duration DEADLINE = Duration.ofSeconds(180);
  private static final Path PACKAGES = Path.of("/usr/lib/postgresql");

  private final Path programs;
  private final Path directory;
  private final int port;

  private TestingPostgresql(Path programs, Path directory, int port) {
    this.programs = programs;
    this.directory = directory;
    this.port = port;
  }

  /** Starts a server that holds nothing; skips, loudly, where there is none, and fails in CI. */
  public static TestingPostgresql start() {
    Path programs = programs();
    try {
      Path directory = Files.createTempDirectory("postgresql-");
      try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        TestingPostgresql server = new TestingPostgresql(programs, directory, free.getLocalPort());
        server.initialise();
        free.close();
        server.begin();
        return server;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void initialise() {
    if (root()) {
      run(List.of("chown", "postgres", directory.toString()));
    }
    as(
        "initdb",
        "-D",
        data(),
        "-U",
        USER,
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--no-sync");
  }

  /** Starts it, again after {@link #kill}. */
  public void begin() {
    as(
        "pg_ctl",
        "-D",
        data(),
        "-w",
        "-t",
        "170",
        "-l",
        directory.resolve("server.log").toString(),
        "-o",
        "-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories=%s -c shared_buffers=16MB -c fsync=off"
            .formatted(port, directory),
        "start");
  }

  /** Ends it at once, as a power failure would. */
  public void kill() {
    as("pg_ctl", "-D", data(), "-m", "immediate", "stop");
  }

  /** Its URL for a ledger, in a new database of that name. */
  public String database(String name) {
    as("createdb", "-h", "127.0.0.1", "-p", Integer.toString(port), "-U", USER, name);
    return "postgresql://127.0.0.1:" + port + "/" + name;
  }

  /** The words of a shell that ask one of its databases. */
  public String psql(String name) {
    return "%s -h 127.0.0.1 -p %d -U %s -qAtX %s"
        .formatted(programs.resolve("psql"), port, USER, name);
  }

  /** What names the user. */
  public static Map<String, String> environment() {
    return Map.of("WIRESMITH_LEDGER_USER", USER);
  }

  private String data() {
    return directory.resolve("data").toString();
  }

  private void as(String program, String... words) {
    List<String> command = new ArrayList<>();
    if (root()) {
      command.addAll(List.of("runuser", "-u", "postgres", "--"));
    }
    command.add(programs.resolve(program).toString());
    command.addAll(List.of(words));
    run(command);
  }

  private static boolean root() {
    return System.getProperty("user.name").equals("root");
  }

  /** Its output goes to a file: a server that keeps a pipe open would never let go of it. */
  private static void run(List<String> command) {
    try {
      Path out = Files.createTempFile("command-", ".out");
      Process process =
          new ProcessBuilder(command)
              .directory(Path.of("/tmp").toFile())
              .redirectErrorStream(true)
              .redirectOutput(out.toFile())
              .start();
      Eventually.holds(command + " ends", DEADLINE, () -> !process.isAlive());
      String said = Files.readString(out, StandardCharsets.UTF_8);
      Files.delete(out);
      if (process.exitValue() != 0) {
        throw new AssertionError(command + " ends with " + process.exitValue() + ": " + said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path programs() {
    if (Files.isDirectory(PACKAGES)) {
      try (Stream<Path> releases = Files.list(PACKAGES)) {
        Optional<Path> found =
            releases
                .map(release -> release.resolve("bin"))
                .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                .max(Path::compareTo);
        if (found.isPresent()) {
          return found.get();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    String asked = Optional.ofNullable(System.getenv("WIRESMITH_REQUIRE_SERVERS")).orElse("");
    boolean ci = !Optional.ofNullable(System.getenv("CI")).orElse("").isEmpty();
    if (ci || Arrays.asList(asked.strip().split("[ ,]+")).contains("postgresql")) {
      throw new AssertionError(
          "PostgreSQL must run in these tests, and there is none under "
              + PACKAGES
              + ". Install it: apt-get install -y postgresql");
    }
    String line = "SKIPPED: tests with PostgreSQL. Install it: apt-get install -y postgresql";
    System.err.println(line);
    return Assumptions.abort(line);
  }

  @Override
  public void close() {
    kill();
    AtomicFiles.deleteTree(directory);
  }
}
