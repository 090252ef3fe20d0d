package io.wiresmith.serving;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.ModelRef;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.io.Json;
import io.wiresmith.onnx.ArtifactSession;
import io.wiresmith.onnx.Conformance;
import io.wiresmith.onnx.DataType;
import io.wiresmith.onnx.ModelOptions;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.onnx.TensorJson;
import io.wiresmith.onnx.TestingArtifact;
import io.wiresmith.registry.ModelRegistry;
import io.wiresmith.registry.RegisteredVersion;
import io.wiresmith.registry.directory.DirectoryRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * A served decision against ONNX Runtime in this process, the same rows by turns in one run: {@code
 * ServingBenchmark [REGISTRY] [SECONDS] [MODEL]}. Without a registry it makes one with a small
 * testing model of {@code compression}. Prints the tax of HTTP at the median, the latency at 500
 * requests a second (open loop: a late answer delays no later request's clock), and the server's
 * resident memory.
 */
public final class ServingBenchmark {
  /** The flags that ship, see docs/reference/serving.md. */
  static final List<String> JVM_FLAGS =
      List.of(
          "-Xmx96m",
          "-Xss512k",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:ReservedCodeCacheSize=48m",
          "-XX:MaxDirectMemorySize=32m",
          "-Dvertx.disableDnsResolver=true");

  private static final int RATE = 500;
  private static final int WARM_UP = 3000;
  private static final int BY_TURNS = 10_000;
  private static final int ROWS = 256;

  /** Bytes of a message, of the model of fields. */
  private static final int MESSAGE = 64;

  private ServingBenchmark() {}

  /** Runs and prints. */
  public static void main(String[] args) throws Exception {
    Path scratch = Files.createTempDirectory("serving-benchmark");
    Path root = args.length > 0 ? Path.of(args[0]) : testingRegistry(scratch);
    int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 20;
    String model = args.length > 2 ? args[2] : "compression";
    Process server = start(root, model);
    try (ArtifactSession session = session(new DirectoryRegistry(root), model);
        BufferedReader out =
            new BufferedReader(
                new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
      URI listening = URI.create(out.readLine().replace("listening on ", ""));
      measure(session, model, listening.getPort(), seconds);
      System.out.printf(Locale.ROOT, "server resident   %d MB%n", resident(server.pid()));
    } finally {
      server.destroy();
      server.waitFor();
    }
  }

  private static void measure(ArtifactSession session, String model, int port, int seconds)
      throws IOException {
    List<List<Tensor>> rows = rows(session);
    List<byte[]> requests = rows.stream().map(row -> request(model, row)).toList();
    try (LoadConnection client = new LoadConnection(port)) {
      for (int i = 0; i < WARM_UP; i++) {
        session.run(rows.get(i % ROWS));
        ask(client, requests.get(i % ROWS));
      }
      Histogram inProcess = new Histogram(3);
      Histogram served = new Histogram(3);
      for (int i = 0; i < BY_TURNS; i++) {
        long start = System.nanoTime();
        session.run(rows.get(i % ROWS));
        long between = System.nanoTime();
        ask(client, requests.get(i % ROWS));
        inProcess.recordValue(between - start);
        served.recordValue(System.nanoTime() - between);
      }
      print("in process", inProcess);
      print("served", served);
      System.out.printf(
          Locale.ROOT,
          "p50 tax           %.0f us (served / in process = %.1f)%n",
          (served.getValueAtPercentile(50) - inProcess.getValueAtPercentile(50)) / 1e3,
          (double) served.getValueAtPercentile(50) / inProcess.getValueAtPercentile(50));
      print(RATE + " requests/s", openLoop(client, requests, seconds));
    }
  }

  private static void ask(LoadConnection client, byte[] request) throws IOException {
    byte[] answer = client.call(request);
    if (client.status() != 200) {
      throw new IOException(new String(answer, StandardCharsets.UTF_8));
    }
  }

  private static Histogram openLoop(LoadConnection client, List<byte[]> requests, int seconds)
      throws IOException {
    Histogram latencies = new Histogram(3);
    long pause = 1_000_000_000L / RATE;
    long due = System.nanoTime();
    for (int i = 0; i < seconds * RATE; i++, due += pause) {
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(Math.max(1, due - System.nanoTime() - 50_000));
      }
      ask(client, requests.get(i % ROWS));
      latencies.recordValue(System.nanoTime() - due);
    }
    return latencies;
  }

  private static void print(String what, Histogram nanos) {
    System.out.printf(
        Locale.ROOT,
        "%-17s p50 %.0f us, p99 %.0f us, max %.1f ms, n %d%n",
        what,
        nanos.getValueAtPercentile(50) / 1e3,
        nanos.getValueAtPercentile(99) / 1e3,
        nanos.getMaxValue() / 1e6,
        nanos.getTotalCount());
  }

  /**
   * The artifact's first example of one row, with every number scaled by a seeded factor; messages
   * have 64 bytes.
   */
  private static List<List<Tensor>> rows(ArtifactSession session) {
    List<Tensor> example =
        session.conformance().vectors().stream()
            .map(Conformance.Vector::inputs)
            .filter(inputs -> inputs.get(0).rows() == 1)
            .findFirst()
            .orElseThrow();
    Random random = new Random(7);
    List<List<Tensor>> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      rows.add(example.stream().map(tensor -> scaled(tensor, random)).toList());
    }
    return rows;
  }

  private static Tensor scaled(Tensor tensor, Random random) {
    return switch (tensor.type()) {
      case FP32 -> {
        float[] values = tensor.floats().clone();
        for (int i = 0; i < values.length; i++) {
          values[i] *= (float) (.5 + random.nextDouble());
        }
        yield Tensor.floats(tensor.name(), tensor.shape(), values);
      }
      case UINT8 -> message(tensor, random);
      case INT64 -> Tensor.longs(tensor.name(), new long[] {1}, MESSAGE);
      case BYTES -> tensor;
      default -> throw new IllegalStateException(tensor.describe());
    };
  }

  /** The example's bytes again and again, one of eight by chance. */
  private static Tensor message(Tensor example, Random random) {
    byte[] from = (byte[]) example.data();
    byte[] bytes = new byte[MESSAGE];
    for (int i = 0; i < MESSAGE; i++) {
      bytes[i] = random.nextInt(8) == 0 ? (byte) random.nextInt(256) : from[i % from.length];
    }
    return new Tensor(example.name(), DataType.UINT8, new long[] {1, MESSAGE}, bytes);
  }

  private static byte[] request(String model, List<Tensor> row) {
    List<JsonNode> inputs = new ArrayList<>();
    row.forEach(it -> inputs.add(TensorJson.write(it, TensorJson.Dialect.SERVER)));
    byte[] body = Json.line(java.util.Map.of("inputs", inputs)).getBytes(StandardCharsets.UTF_8);
    return LoadConnection.post("/v2/models/" + model + "/infer", body);
  }

  private static ArtifactSession session(ModelRegistry registry, String model) {
    RegisteredVersion version = registry.resolve(ModelRef.parse(model + "@champion"));
    return ArtifactSession.open(
        version.id(),
        registry.fetch(version, Artifact.MODEL),
        registry.fetch(version, Artifact.CONFORMANCE),
        ModelOptions.DEFAULT);
  }

  private static Path testingRegistry(Path scratch) {
    TestingRegistry registry = TestingRegistry.in(scratch);
    registry.publish(TestingArtifact.sound());
    return registry.root();
  }

  private static Process start(Path root, String model) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM_FLAGS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(WiresmithServing.class.getName(), "serve", "--port", "0"));
    command.addAll(List.of("--registry", root.toString(), "--no-cache"));
    command.addAll(List.of("--models", model + "@champion"));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("MALLOC_ARENA_MAX", "2");
    return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private static long resident(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElse(-1);
  }
}
