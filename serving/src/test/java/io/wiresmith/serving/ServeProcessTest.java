package io.wiresmith.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.wiresmith.onnx.TestingArtifact;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
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
    try (TestingProcess predict =
        TestingProcess.start(
            directory,
            "predict",
            "compression@champion",
            "--registry",
            registry.root() + "",
            "--input",
            input + "")) {
      assertThat(predict.exit()).isZero();
      assertThat(predict.output())
          .contains("\"model_version\":\"1\"", "\"data\":[\"hde\",\"amst\"]");
    }
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
      java.util.List<String> command = new java.util.ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(ServingBenchmark.JVM_FLAGS);
      command.add("-cp");
      command.add(System.getProperty("java.class.path"));
      command.add(WiresmithServing.class.getName());
      command.addAll(java.util.List.of(arguments));
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
