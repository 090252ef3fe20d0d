package io.wiresmith.jobs.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.compression.Codec;
import io.wiresmith.core.compression.TransferTelemetry;
import io.wiresmith.core.io.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Asks a server about recorded transfers, and prints each decision beside the costs. */
@Command(
    name = "decide",
    hidden = true,
    mixinStandardHelpOptions = true,
    description =
        "Ask a server about some of the latest transfers of a recording; used by bin/demo.")
public final class DecideCommand implements Callable<Integer> {
  @Option(names = "--server", required = true, description = "Such as http://127.0.0.1:8080.")
  private URI server = URI.create("http://127.0.0.1:8080");

  @Option(names = "--telemetry", required = true, description = "A line-protocol file.")
  private Path telemetry = Path.of("");

  @Option(
      names = "--rows",
      defaultValue = "8",
      description = "How many (default ${DEFAULT-VALUE}).")
  private int rows = 8;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<RecordedTransfer> transfers = RecordedTransfer.latest(telemetry, rows);
    JsonNode answer = ask(request(transfers));
    print(spec.commandLine().getOut(), transfers, answer);
    return 0;
  }

  private static ObjectNode request(List<RecordedTransfer> transfers) {
    ObjectNode request = Json.mapper().createObjectNode();
    ArrayNode inputs = request.putArray("inputs");
    for (String name : TransferTelemetry.inputFields()) {
      ArrayNode data = tensor(inputs, name, "FP32", transfers.size());
      transfers.forEach(transfer -> number(data, transfer.field(name)));
    }
    for (String name : TransferTelemetry.INPUT_TAGS) {
      ArrayNode data = tensor(inputs, name, "BYTES", transfers.size());
      transfers.forEach(transfer -> data.add(transfer.tags().getOrDefault(name, "")));
    }
    return request;
  }

  private static ArrayNode tensor(ArrayNode inputs, String name, String datatype, int rows) {
    ObjectNode input = inputs.addObject().put("name", name).put("datatype", datatype);
    input.putArray("shape").add(rows).add(1);
    return input.putArray("data");
  }

  private static void number(ArrayNode data, double value) {
    if (Double.isNaN(value)) {
      data.addNull();
    } else {
      data.add((float) value);
    }
  }

  private JsonNode ask(ObjectNode request) throws InterruptedException {
    URI uri = server.resolve("/v2/models/compression/infer");
    HttpRequest post =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(10))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(Json.line(request)))
            .build();
    HttpResponse<byte[]> response = send(post);
    if (response.statusCode() != 200) {
      throw new WiresmithException(
          ErrorCode.DEPENDENCY_DOWN,
          uri
              + " answered "
              + response.statusCode()
              + ": "
              + new String(response.body(), java.nio.charset.StandardCharsets.UTF_8));
    }
    return Json.parse(response.body(), JsonNode.class, uri.toString());
  }

  private static HttpResponse<byte[]> send(HttpRequest post) throws InterruptedException {
    try {
      return HttpClient.newHttpClient().send(post, HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new WiresmithException(
          ErrorCode.DEPENDENCY_DOWN, post.uri() + " does not answer: " + e + ". Is it running?", e);
    }
  }

  private static void print(PrintWriter out, List<RecordedTransfer> transfers, JsonNode answer) {
    out.println("model compression, version " + answer.path("model_version").asText());
    out.println(
        "link         size MB   decision  confidence    hde ms    amst ms    none ms  oracle  dearer");
    JsonNode decision = output(answer, "decision");
    JsonNode confidence = output(answer, "confidence");
    for (int i = 0; i < transfers.size(); i++) {
      out.println(row(transfers.get(i), decision.path(i).asText(), confidence.path(i).asDouble()));
    }
    out.flush();
  }

  private static String row(RecordedTransfer transfer, String decision, double confidence) {
    Map<Codec, Double> costs = transfer.costs();
    Codec oracle =
        costs.entrySet().stream()
            .min(Comparator.comparingDouble(Map.Entry::getValue))
            .orElseThrow()
            .getKey();
    double chosen = cost(costs, Codec.valueOf(decision.toUpperCase(Locale.ROOT)));
    return String.format(
        Locale.ROOT,
        "%-10s %9.3f   %-8s  %10.3f %9.2f  %9.2f  %9.2f  %-6s  %5.2f %%",
        transfer.tags().getOrDefault(TransferTelemetry.LINK_TYPE, "?"),
        transfer.field(TransferTelemetry.SIZE_MB),
        decision,
        confidence,
        cost(costs, Codec.HDE),
        cost(costs, Codec.AMST),
        cost(costs, Codec.NONE),
        oracle.id(),
        100 * (chosen / cost(costs, oracle) - 1));
  }

  private static double cost(Map<Codec, Double> costs, Codec codec) {
    return costs.getOrDefault(codec, Double.NaN);
  }

  private static JsonNode output(JsonNode answer, String name) {
    for (JsonNode output : answer.path("outputs")) {
      if (output.path("name").asText().equals(name)) {
        return output.path("data");
      }
    }
    throw new WiresmithException(
        ErrorCode.DEPENDENCY_DOWN, "The answer has no output '" + name + "'.");
  }
}
