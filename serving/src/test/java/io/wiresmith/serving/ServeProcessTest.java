package io.wiresmith.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.wiresmith.core.bandwidth.LinkMode;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.telemetry.influx.Eventually;
import io.wiresmith.core.telemetry.influx.Tap;
import io.wiresmith.core.telemetry.influx.TapProxy;
import io.wiresmith.onnx.TestingArtifact;
import io.wiresmith.onnx.TestingForecaster;
import io.wiresmith.registry.mlflow.MlflowRegistry;
import io.wiresmith.registry.mlflow.TestingMlflow;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ServeProcessTest {
  @TempDir Path directory;
  private TestingRegistry registry;

  @BeforeEach
  void open() {
    registry = TestingRegistry.in(directory);
  }

  @Test
  void servesDrainsOnSigtermAndEnds() throws Exception {
    registry.publish(TestingArtifact.sound());
    try (TestingProcess serve = serve("--registry", registry.root() + "")) {
      URI root = URI.create(serve.listening());
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(root.resolve("/v2/models/compression/infer"))
                      .POST(BodyPublishers.ofString(TestingRequests.of(2).toString()))
                      .build(),
                  BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      serve.process().destroy();
      assertThat(serve.exit()).isIn(0, 143);
      assertThat(serve.errors())
          .contains("model=compression version=1 rows=2 status=200", "every request answered")
          .doesNotContain("SIGSEGV");
    }
  }

  @Test
  void startsWithAnEmptyRegistryAndTakesTheFirstChampion() throws Exception {
    try (TestingProcess serve = serve("--registry", registry.root() + "", "--poll", "20ms")) {
      URI ready = URI.create(serve.listening()).resolve("/v2/health/ready");
      HttpClient client = HttpClient.newHttpClient();
      HttpRequest request = HttpRequest.newBuilder(ready).build();
      assertThat(client.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(503);
      registry.publish(TestingArtifact.sound());
      int status = 503;
      while (status == 503) {
        status = client.send(request, BodyHandlers.discarding()).statusCode();
      }
      assertThat(status).isEqualTo(200);
    }
  }

  @Test
  void decidesFromTheCacheWhereMlflowIsDownAtTheStartAndComesBack() throws Exception {
    try (TestingMlflow mlflow = TestingMlflow.start()) {
      TestingRegistry.of(MlflowRegistry.of(mlflow.uri(), Map.of()), directory)
          .publish(TestingArtifact.sound());
      try (TestingProcess serve = serve("--registry", mlflow.uri())) {
        assertThat(get(serve, "/v2/health/ready")).contains("\"compression\":\"registry\"");
      }
      mlflow.kill();
      try (TestingProcess serve = serve("--registry", mlflow.uri(), "--poll", "50ms")) {
        assertThat(get(serve, "/v2/health/ready")).contains("\"compression\":\"cache\"");
        assertThat(get(serve, "/v2/models/compression")).contains("\"versions\":[\"1\"]");
        mlflow.restart();
        Eventually.holds(
            "the registry is found again",
            Duration.ofSeconds(60),
            () -> get(serve, "/v2/health/ready").contains("\"compression\":\"registry\""));
      }
      mlflow.kill();
      try (TestingProcess serve = serve("--registry", mlflow.uri(), "--no-cache")) {
        assertThat(get(serve, "/v2/health/ready")).contains("does not answer");
      }
    }
  }

  @Test
  void aRegistryThatIsSilentDoesNotKeepTheLastGoodVersionWaiting() throws Exception {
    try (TestingMlflow mlflow = TestingMlflow.start();
        TapProxy proxy = TapProxy.of(mlflow.port())) {
      String uri = "http://127.0.0.1:" + proxy.port();
      TestingRegistry.of(MlflowRegistry.of(mlflow.uri(), Map.of()), directory)
          .publish(TestingArtifact.sound());
      try (TestingProcess serve = serve("--registry", uri)) {
        assertThat(get(serve, "/v2/health/ready")).contains("\"compression\":\"registry\"");
      }
      proxy.tap(Tap.open().stallAfter(0, Duration.ofMinutes(5)));
      try (TestingProcess serve = serve("--registry", uri, "--registry-timeout", "5m")) {
        assertThat(get(serve, "/v2/health/ready")).contains("\"compression\":\"cache\"");
      }
    }
  }

  @Test
  void aDiskThatTakesNoMoreStopsNoSwitchAndLeavesWhatWasKept() throws Exception {
    registry.publish(TestingArtifact.sound());
    try (TestingProcess serve = serve("--registry", registry.root() + "", "--poll", "50ms")) {
      assertThat(get(serve, "/metrics")).contains("outcome=\"stored\"} 1");
      limitFiles(serve.process().pid());
      registry.publish(TestingArtifact.sound().withBias(1));
      Eventually.holds(
          "version 2 serves, and is not kept",
          Duration.ofSeconds(60),
          () -> get(serve, "/metrics").contains("outcome=\"unusable\"} 1"));
      assertThat(get(serve, "/v2/models/compression")).contains("\"versions\":[\"2\"]");
    }
    AtomicFiles.deleteTree(registry.root());
    try (TestingProcess serve = serve("--registry", registry.root() + "")) {
      assertThat(get(serve, "/v2/models/compression"))
          .contains("\"versions\":[\"1\"]", "\"wiresmith.source\":\"cache\"");
    }
  }

  /** No file of the process may grow beyond a kilobyte: writes fail as on a full disk. */
  private static void limitFiles(long pid) throws Exception {
    Process limit = new ProcessBuilder("prlimit", "--pid", pid + "", "--fsize=1024").start();
    assertThat(limit.waitFor()).isZero();
  }

  private static String get(TestingProcess serve, String path) {
    try {
      URI uri = URI.create(serve.listening()).resolve(path);
      return HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
          .body();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void refusesAChampionWithAChangedByteAndNamesTheFile() throws Exception {
    registry.publish(TestingArtifact.sound());
    Path spoilt = registry.spoil(1);
    try (TestingProcess serve = serve("--registry", registry.root() + "")) {
      assertThat(serve.exit()).isEqualTo(13);
      assertThat(serve.errors()).contains(spoilt.getFileName().toString());
    }
  }

  @Test
  void anUnknownFlagIsAnsweredWithTheNearest() throws Exception {
    try (TestingProcess serve = serve("--prot", "1")) {
      assertThat(serve.exit()).isEqualTo(2);
      assertThat(serve.errors()).contains("--prot", "Did you mean --port?").doesNotContain("\tat ");
    }
  }

  @Test
  void anOpenHostNeedsAToken() throws Exception {
    try (TestingProcess serve = serve("--host", "0.0.0.0")) {
      assertThat(serve.exit()).isEqualTo(2);
      assertThat(serve.errors()).contains("--token-file");
    }
  }

  @Test
  void predictGivesWhatTheServerGives() throws Exception {
    registry.publish(TestingArtifact.sound());
    Path input = Files.writeString(directory.resolve("in.json"), TestingRequests.of(2).toString());
    try (TestingProcess predict = predict("compression@champion", input)) {
      assertThat(predict.exit()).isZero();
      assertThat(predict.output())
          .contains("\"model_version\":\"1\"", "\"data\":[\"hde\",\"amst\"]");
    }
  }

  @Test
  void oneForecastOfBothModelsIsServedBesideThemAndPredicted() throws Exception {
    for (LinkMode mode : LinkMode.values()) {
      registry.publish(new TestingForecaster(mode, mode.ordinal() + 1, .5f)::write);
    }
    String models = "bandwidth@champion,bandwidth-datacenter@champion,bandwidth-internet@champion";
    String body =
        """
        {"inputs": [
          {"name": "throughput_mbps", "shape": [1, 3], "datatype": "FP32", "data": [1, 2, 30]},
          {"name": "rtt_ms", "shape": [1], "datatype": "FP32", "data": [60]},
          {"name": "link", "shape": [1], "datatype": "BYTES", "data": ["a"]}]}
        """;
    String alone = body.replaceAll("(?s),\\s*\\{\"name\": \"rtt_ms.*", "]}");
    try (TestingProcess serve =
        serve("--registry", registry.root() + "", "--models", models, "--max-links", "10")) {
      assertThat(post(serve, "bandwidth", body))
          .contains("\"model_version\":\"datacenter-1_internet-1\"", "\"data\":[\"internet\"]");
      assertThat(post(serve, "bandwidth-datacenter", alone)).contains("\"data\":[30.0]");
      assertThat(post(serve, "bandwidth-internet", alone)).contains("\"data\":[60.0]");
      assertThat(get(serve, "/v2/health/ready"))
          .contains("\"bandwidth\":\"registry\"", "\"bandwidth-internet\":\"registry\"");
    }
    Path input = Files.writeString(directory.resolve("in.json"), body);
    try (TestingProcess predict = predict("bandwidth@champion", input)) {
      assertThat(predict.exit()).isZero();
      assertThat(predict.output())
          .contains("\"model_version\":\"datacenter-1_internet-1\"", "\"data\":[\"internet\"]");
    }
  }

  private static String post(TestingProcess serve, String model, String body) throws Exception {
    URI uri = URI.create(serve.listening()).resolve("/v2/models/" + model + "/infer");
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }

  private TestingProcess predict(String model, Path input) throws IOException {
    return TestingProcess.start(
        directory, "predict", model, "--registry", registry.root() + "", "--input", input + "");
  }

  private TestingProcess serve(String... flags) throws IOException {
    String[] all = new String[flags.length + 3];
    all[0] = "serve";
    System.arraycopy(flags, 0, all, 1, flags.length);
    all[all.length - 2] = "--port";
    all[all.length - 1] = "0";
    return TestingProcess.start(directory, all);
  }

  /** A child process with the flags that ship. */
  record TestingProcess(Process process, Path directory) implements AutoCloseable {
    static TestingProcess start(Path directory, String... arguments) throws IOException {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(ServingBenchmark.JVM_FLAGS);
      command.add("-cp");
      command.add(System.getProperty("java.class.path"));
      command.add(WiresmithServing.class.getName());
      command.addAll(List.of(arguments));
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectOutput(directory.resolve("out").toFile())
              .redirectError(directory.resolve("err").toFile());
      builder.environment().put(CacheFlags.VARIABLE, directory.resolve("cache") + "");
      return new TestingProcess(builder.start(), directory);
    }

    String listening() throws IOException {
      String line = "";
      while (!line.endsWith("\n")) {
        assertThat(process.isAlive()).as(errors()).isTrue();
        line = output();
      }
      return line.replace("listening on ", "").trim();
    }

    String output() throws IOException {
      return Files.readString(directory.resolve("out"));
    }

    String errors() throws IOException {
      return Files.readString(directory.resolve("err"));
    }

    int exit() throws InterruptedException {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return process.exitValue();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }
}
