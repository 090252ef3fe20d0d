package io.wiresmith.registry.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.io.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A real MLflow server of one test class, on a free port of 127.0.0.1, with SQLite and artifacts in
 * an own temporary directory. Its own requests do not go through the code under test. Not
 * thread-safe, but the server is.
 */
public final class TestingMlflow implements AutoCloseable {
  /** Who may do everything on a server with authentication. */
  static final String ADMIN = "admin";

  /** The password of {@link #ADMIN}. */
  static final String PASSWORD = "not-a-secret-at-all";

  private static final Map<String, String> ENVIRONMENT =
      Map.of("MLFLOW_SERVER_ENABLE_JOB_EXECUTION", "false", "MLFLOW_DISABLE_TELEMETRY", "true");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Path program;
  private final Path directory;
  private final boolean authenticates;
  private MlflowProcess process;
  private int lives = 1;

  private TestingMlflow(Path program, Path directory, boolean authenticates) {
    this.program = program;
    this.directory = directory;
    this.authenticates = authenticates;
    this.process = started(0);
  }

  /** Starts a server that holds nothing. */
  public static TestingMlflow start() {
    return start(false);
  }

  /** The same, that asks everyone for name and password. */
  static TestingMlflow startWithAuthentication() {
    return start(true);
  }

  private static TestingMlflow start(boolean authenticates) {
    Path program = MlflowProgram.find();
    Path directory;
    try {
      directory = Files.createTempDirectory("mlflow-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      return new TestingMlflow(program, directory, authenticates);
    } catch (RuntimeException | AssertionError e) {
      AtomicFiles.deleteTree(directory);
      throw e;
    }
  }

  private MlflowProcess started(int port) {
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(
            program.toString(),
            "server",
            "--backend-store-uri",
            "sqlite:///" + directory.resolve("mlflow.db"),
            "--serve-artifacts",
            "--artifacts-destination",
            artifacts().toUri().toString(),
            "--host",
            "127.0.0.1",
            "--port",
            Integer.toString(port),
            "--workers",
            "1"));
    Map<String, String> environment = new HashMap<>(ENVIRONMENT);
    if (authenticates) {
      command.addAll(List.of("--app-name", "basic-auth"));
      environment.put("MLFLOW_FLASK_SERVER_SECRET_KEY", "of a test");
      environment.put("MLFLOW_AUTH_CONFIG_PATH", authentication().toString());
    }
    return new MlflowProcess(command, environment, directory.resolve("mlflow-" + lives + ".log"));
  }

  private Path authentication() {
    Path file = directory.resolve("auth.ini");
    AtomicFiles.write(
        file,
        """
        [mlflow]
        default_permission = READ
        database_uri = sqlite:///%s
        admin_username = %s
        admin_password = %s
        authorization_function = mlflow.server.auth:authenticate_request_basic_auth
        """
            .formatted(directory.resolve("auth.db"), ADMIN, PASSWORD));
    return file;
  }

  /** Its port on 127.0.0.1; the same after {@link #restart}. */
  public int port() {
    return process.port();
  }

  /** What a user writes behind {@code --registry}. */
  public String uri() {
    return "http://127.0.0.1:" + port();
  }

  /** Where it keeps the files of runs and models. */
  public Path artifacts() {
    return directory.resolve("artifacts");
  }

  /** Python of the environment that it runs in, with MLflow and ONNX Runtime. */
  public Path python() {
    return program.resolveSibling("python");
  }

  /** Ends it as {@code kill -9} does, in the middle of whatever it does. */
  public void kill() {
    process.kill();
  }

  /** Starts it again, on the same port and data. */
  public void restart() {
    process.kill();
    lives++;
    process = started(process.port());
  }

  /** What it wrote since its last start. */
  public String log() {
    return process.log();
  }

  /** Requests that it answered since its last start. */
  long requests() {
    return log().lines().filter(line -> line.contains(" HTTP/1.1\" ")).count();
  }

  /** The JSON answer to a GET, such as {@code registered-models/get?name=x}; must be a success. */
  public JsonNode get(String path) {
    return ask("GET", path, Map.of());
  }

  /** The JSON answer to a body; must be a success. */
  public JsonNode send(String method, String path, Map<String, ?> body) {
    return ask(method, path, body);
  }

  /**
   * The runs of the experiment of compression that a filter finds, by name; deleted ones are not.
   */
  List<JsonNode> runs(String filter) {
    String experiment =
        get("experiments/get-by-name?experiment_name=wiresmith/compression")
            .at("/experiment/experiment_id")
            .asText();
    List<JsonNode> runs = new ArrayList<>();
    send(
            "POST",
            "runs/search",
            Map.of(
                "experiment_ids",
                List.of(experiment),
                "filter",
                filter,
                "order_by",
                List.of("attributes.run_name")))
        .path("runs")
        .forEach(runs::add);
    return runs;
  }

  /** As new: no registered models, and the experiments under other names. */
  public void empty() {
    for (JsonNode model :
        get("registered-models/search?max_results=1000").path("registered_models")) {
      send("DELETE", "registered-models/delete", Map.of("name", model.path("name").asText()));
    }
    JsonNode all =
        send(
            "POST",
            "experiments/search",
            Map.of("max_results", 1000, "filter", "name LIKE 'wiresmith/%'"));
    for (JsonNode experiment : all.path("experiments")) {
      send(
          "POST",
          "experiments/update",
          Map.of(
              "experiment_id",
              experiment.path("experiment_id").asText(),
              "new_name",
              "done-" + UUID.randomUUID()));
    }
  }

  private JsonNode ask(String method, String path, Map<String, ?> body) {
    URI at = URI.create(uri() + "/api/2.0/mlflow/" + path.replace(" ", "%20").replace("'", "%27"));
    HttpRequest.Builder request = HttpRequest.newBuilder(at).timeout(Duration.ofMinutes(2));
    HttpRequest.BodyPublisher publisher =
        method.equals("GET")
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(Json.line(body));
    request.header("Content-Type", "application/json").method(method, publisher);
    if (authenticates) {
      request.header("Authorization", Secrets.basic(ADMIN, PASSWORD));
    }
    try {
      HttpResponse<byte[]> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw new AssertionError(
            at
                + " answers "
                + answer.statusCode()
                + ": "
                + new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8));
      }
      return Json.parse(answer.body(), JsonNode.class, at.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(at + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while asking " + at, e);
    }
  }

  /** Kills it and deletes its data. */
  @Override
  public void close() {
    process.kill();
    AtomicFiles.deleteTree(directory);
  }
}
