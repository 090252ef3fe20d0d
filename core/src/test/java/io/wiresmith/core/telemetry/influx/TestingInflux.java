package io.wiresmith.core.telemetry.influx;

import io.wiresmith.core.io.AtomicFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * A real InfluxDB server of one test, on a free port of 127.0.0.1 and in an own temporary
 * directory: {@code try (TestingInflux influx = TestingInflux.v1().start()) …}. Its own requests do
 * not go through the code under test. Not thread-safe, but the server is.
 */
public final class TestingInflux implements AutoCloseable {
  /** Long enough for every machine; a start takes 0.1 s to 3 s. */
  private static final Duration DEADLINE = Duration.ofSeconds(90);

  private final InfluxRelease release;
  private final Path directory;
  private final ServerKind kind;
  private final ServerHttp http;
  private ServerProcess process;
  private int lives = 1;
  private int exports;

  private TestingInflux(InfluxRelease release, Path directory, ServerKind kind) {
    this.release = release;
    this.directory = directory;
    this.kind = kind;
    this.process = new ServerProcess(kind.command(0), directory.resolve("influxd-1.log"));
    try {
      awaitPing(process);
      kind.setUp(process.port());
    } catch (RuntimeException | AssertionError e) {
      process.kill();
      throw e;
    }
    this.http = new ServerHttp(process.port(), credentials().authorization());
  }

  /** InfluxDB 1.6.7: InfluxQL. */
  public static InfluxSetup v1() {
    return InfluxSetup.of(InfluxRelease.V1_6);
  }

  /** InfluxDB 1.12.4: InfluxQL and Flux. */
  public static InfluxSetup v112() {
    return InfluxSetup.of(InfluxRelease.V1_12);
  }

  /** InfluxDB 2.7.12: organisations and buckets, always with authentication. */
  public static InfluxSetup v2() {
    return InfluxSetup.of(InfluxRelease.V2_7);
  }

  /** Starts any of them. */
  static TestingInflux start(InfluxSetup setup) {
    Path binary = ServerBinary.of(setup.release());
    Path directory;
    try {
      directory = Files.createTempDirectory("influx-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      ServerKind kind =
          setup.release().hasOrganisations()
              ? new InfluxTwo(binary, directory, setup)
              : new InfluxOne(binary, directory, setup);
      return new TestingInflux(setup.release(), directory, kind);
    } catch (RuntimeException | AssertionError e) {
      AtomicFiles.deleteTree(directory);
      throw e;
    }
  }

  /** Which server it is. */
  public InfluxRelease release() {
    return release;
  }

  /** Its port on 127.0.0.1; the same after {@link #restart}. */
  public int port() {
    return process.port();
  }

  /** A database, asked by InfluxQL. */
  public InfluxLocation location(String database) {
    return location(database, InfluxDialect.INFLUXQL);
  }

  /** A database, asked by that dialect. */
  public InfluxLocation location(String database, InfluxDialect dialect) {
    URI server = URI.create("http://127.0.0.1:" + port());
    return new InfluxLocation(server, kind.organisation(), database, "", dialect);
  }

  /** Who may do everything. */
  public InfluxCredentials credentials() {
    return InfluxCredentials.of(environment());
  }

  /** The same as variables for a child process. */
  public Map<String, String> environment() {
    return kind.environment();
  }

  /** Makes a database with shard groups of a week; on 2.x a bucket, which answers InfluxQL too. */
  public void createDatabase(String name) {
    createDatabase(name, Duration.ofDays(7));
  }

  /** Makes a database whose shard groups are that long. */
  public void createDatabase(String name, Duration shardGroup) {
    kind.createDatabase(http, name, shardGroup);
  }

  /** Writes line protocol with times in nanoseconds; a refusal of any line fails the test. */
  public void write(String database, String lines) {
    http.post("/write?db=" + ServerHttp.encoded(database), "text/plain; charset=utf-8", lines);
  }

  /** The JSON answer of an InfluxQL statement. */
  public String query(String database, String influxql) {
    String path =
        "/query?epoch=ns&db=%s&q=%s"
            .formatted(ServerHttp.encoded(database), ServerHttp.encoded(influxql));
    return http.post(path, "text/plain", "");
  }

  /** The CSV answer of a Flux script. */
  public String flux(String script) {
    String path = "/api/v2/query?org=" + ServerHttp.encoded(kind.organisation());
    return http.post(path, "application/vnd.flux", script);
  }

  /**
   * Every value of a database as line protocol, one value a line, in no order. 1.12.4 and 2.7.12
   * read it from their files; 1.6.7 has no program for that and is read as JSON. Gone after {@link
   * #close}.
   */
  public Path export(String database) {
    Path file = directory.resolve("export-" + ++exports + ".lp");
    kind.export(http, database, file);
    return file;
  }

  /** Ends it as {@code kill -9} does, in the middle of whatever it does. */
  public void kill() {
    process.kill();
  }

  /** Starts it again, on the same port and data. */
  public void restart() {
    process.kill();
    int port = process.port();
    Path log = directory.resolve("influxd-" + ++lives + ".log");
    process = new ServerProcess(kind.command(port), log);
    awaitPing(process);
  }

  /** What it wrote since its last start. */
  public String log() {
    return process.log();
  }

  /** Kills it and deletes its data. */
  @Override
  public void close() {
    process.kill();
    AtomicFiles.deleteTree(directory);
  }

  private static void awaitPing(ServerProcess process) {
    ServerHttp nobody = new ServerHttp(process.port(), "");
    Eventually.holds(
        "it answers /ping",
        DEADLINE,
        () -> {
          try {
            nobody.get("/ping");
            return true;
          } catch (UncheckedIOException | AssertionError e) {
            return false;
          }
        });
  }
}
