package io.wiresmith.serving.http;

import static io.wiresmith.serving.TestingRequests.changed;
import static io.wiresmith.serving.TestingRequests.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wiresmith.onnx.TestingArtifact;
import io.wiresmith.serving.TestingRegistry;
import io.wiresmith.serving.TestingRequests;
import io.wiresmith.serving.model.RegistryModelSource;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BadRequestTest {
  @TempDir static Path directory;
  private static TestingServer server;

  @BeforeAll
  static void start() {
    TestingRegistry registry = TestingRegistry.in(directory);
    registry.publish(TestingArtifact.sound());
    server = TestingServer.start(TestingServer.SETTINGS, new RegistryModelSource(registry.open()));
  }

  @AfterAll
  static void stop() throws InterruptedException {
    server.close();
  }

  @AfterEach
  void stillAnswers() throws Exception {
    HttpResponse<byte[]> answer = server.send(server.infer(TestingRequests.of(1).toString()));
    assertThat(answer.statusCode()).isEqualTo(200);
  }

  static Stream<Arguments> bodies() {
    String sound = TestingRequests.of(1).toString();
    return Stream.of(
        arguments("empty", "", "The body is no JSON object", 400),
        arguments("not JSON", "SECRET", "the body is no valid JSON", 400),
        arguments("cut off", sound.substring(0, 700), "is no valid JSON at line 1", 400),
        arguments("more behind", sound + "{}", "goes on after", 400),
        arguments("an array", "[]", "no JSON object", 400),
        arguments("an empty object", "{}", "inputs lacks 'rtt_ms'; required is FP32 [N,1]", 400),
        arguments("inputs of a text", "{\"inputs\": \"SECRET\"}", "inputs is no array", 400),
        arguments("a number among inputs", "{\"inputs\": [1]}", "inputs[0] is", 400),
        arguments("no inputs", "{\"inputs\": []}", "inputs lacks 'rtt_ms'", 400),
        arguments("a key twice", "{\"id\":\"a\",\"id\":\"b\"}", "has a key twice", 400),
        arguments("an unknown key", changed(r -> r.put("input", 1)), "The key 'input'", 400),
        arguments("an id of a number", changed(r -> r.put("id", 1)), "id is no text", 400),
        arguments("half a character", "{\"id\":\"\\ud800\"}", "id is no text", 400),
        arguments("parameters of a text", "{\"parameters\":1}", "parameters is no object", 400),
        arguments(
            "bare NaN",
            sound.replaceFirst("\"data\":\\[[^\\]]*", "\"data\":[NaN"),
            "inputs[0] has a bare NaN or Infinity at line 1",
            400),
        arguments(
            "bare Infinity",
            sound.replaceFirst("\"data\":\\[[^\\]]*", "\"data\":[-Infinity"),
            "inputs[0]",
            400),
        arguments("deep nesting", "{\"inputs\":" + "[".repeat(100_000), "too deep", 400),
        arguments("deep parameters", "{\"parameters\":" + "{\"a\":".repeat(5000), "too deep", 400),
        arguments(
            "a long number",
            sound.replaceFirst("\"data\":\\[[^\\]]*", "\"data\":[" + "1".repeat(5000)),
            "inputs[0]",
            400),
        arguments(
            "an unknown name",
            changed(r -> input(r, "size_mb").put("name", "size")),
            "name 'size' is unknown; the inputs are rtt_ms",
            400),
        arguments(
            "a strange name",
            changed(r -> input(r, "size_mb").put("name", "<SECRET>")),
            "(not repeated here)",
            400),
        arguments(
            "no name", changed(r -> input(r, "rtt_ms").remove("name")), "inputs[0]: name", 400),
        arguments(
            "a name twice",
            changed(r -> input(r, "jitter_ms").put("name", "rtt_ms")),
            "'rtt_ms' twice",
            400),
        arguments(
            "a missing input",
            changed(r -> ((ArrayNode) r.get("inputs")).remove(2)),
            "inputs lacks 'bandwidth_mbps'; required is FP32 [N,1]",
            400),
        arguments(
            "another datatype",
            changed(r -> input(r, "rtt_ms").put("datatype", "FP64")),
            "'rtt_ms': datatype is FP64; required is FP32 [N,1]",
            400),
        arguments(
            "an unknown datatype",
            changed(r -> input(r, "rtt_ms").put("datatype", "SECRET")),
            "'rtt_ms': datatype is unknown; required is FP32 [N,1]",
            400),
        arguments(
            "no datatype",
            changed(r -> input(r, "rtt_ms").remove("datatype")),
            "'rtt_ms': datatype is missing; required is FP32 [N,1]",
            400),
        arguments(
            "a tag as a number",
            changed(r -> input(r, "region").put("datatype", "FP32")),
            "'region': datatype is FP32; required is BYTES [N,1]",
            400),
        arguments(
            "an unknown key of a tensor",
            changed(r -> input(r, "rtt_ms").put("dtype", "FP32")),
            "inputs[0] has the unknown key 'dtype'; the keys are name, datatype, shape, data",
            400),
        arguments(
            "a strange key of a tensor",
            changed(r -> input(r, "rtt_ms").put("<SECRET>", 1)),
            "inputs[0] has the unknown key (not repeated here)",
            400),
        arguments(
            "an unknown key of an output",
            changed(r -> r.putArray("outputs").add(named("decision").put("as", "SECRET"))),
            "outputs[0] has the unknown key 'as'; the keys are name, parameters",
            400),
        arguments(
            "parameters of a tensor that are a number",
            changed(r -> input(r, "rtt_ms").put("parameters", 1)),
            "'rtt_ms': parameters is no object",
            400),
        arguments(
            "a binary tensor without its header",
            changed(r -> input(r, "rtt_ms").putObject("parameters").put("binary_data_size", 4)),
            "'rtt_ms': parameters.binary_data_size is not supported",
            400),
        arguments(
            "one tensor too many, twice given",
            changed(r -> ((ArrayNode) r.get("inputs")).add(input(r, "region").deepCopy())),
            "inputs has 'region' twice; give it once",
            400),
        arguments(
            "one tensor too many, unknown",
            changed(
                r ->
                    ((ArrayNode) r.get("inputs"))
                        .add(input(r, "region").deepCopy().put("name", "x"))),
            ".name 'x' is unknown; the inputs are rtt_ms",
            400),
        arguments(
            "texts for numbers",
            changed(r -> data(r, "rtt_ms").add("SECRET").remove(0)),
            "'rtt_ms': data[0]",
            400),
        arguments(
            "numbers for texts",
            changed(r -> data(r, "region").add(4711).remove(0)),
            "'region': data[0]",
            400),
        arguments(
            "too large for a float",
            changed(r -> data(r, "rtt_ms").add(1e300).remove(0)),
            "'rtt_ms': data[0]",
            400),
        arguments("too much data", changed(r -> data(r, "rtt_ms").add(1)), "'rtt_ms': data", 400),
        arguments("too little data", changed(r -> data(r, "rtt_ms").removeAll()), "'rtt_ms'", 400),
        arguments(
            "data of an object",
            changed(r -> input(r, "rtt_ms").putObject("data")),
            "'rtt_ms': data",
            400),
        arguments(
            "another rank",
            changed(r -> shape(r, "rtt_ms", 1, 1, 1)),
            "'rtt_ms' is FP32 [1,1,1]; required is FP32 [N,1]",
            400),
        arguments("a negative size", changed(r -> shape(r, "rtt_ms", -1, 1)), "rtt_ms", 400),
        arguments(
            "a huge size", changed(r -> shape(r, "rtt_ms", 1L << 62, 1L << 62)), "rtt_ms", 400),
        arguments(
            "no rows",
            changed(BadRequestTest::empty),
            "inputs[0] 'rtt_ms' has 0 rows; required is at least 1",
            400),
        arguments(
            "other rows", changed(BadRequestTest::twoRows), "'jitter_ms' has 1 rows but", 400),
        arguments(
            "an unknown output",
            changed(r -> r.putArray("outputs").addObject().put("name", "x")),
            "outputs[0].name is no output of the model",
            400),
        arguments(
            "an output twice",
            changed(r -> r.putArray("outputs").add(named("decision")).add(named("decision"))),
            "outputs[1].name is given twice",
            400),
        arguments("10,000 rows", TestingRequests.of(10_000).toString(), "at most 4096", 400),
        arguments(
            "a million values",
            "{\"inputs\":[{\"name\":\"rtt_ms\",\"data\":[" + "1,".repeat(1_000_000) + "1]}]}",
            "more values than a request may have (three for each of 4096 rows and each input, 64 where the length of a row is free)",
            400),
        arguments(
            "a body over the limit", " ".repeat((4 << 20) + 1), "at most 4194304 bytes", 413));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bodies")
  void aBadBodyIsToldByItsField(String what, String body, String message, int status)
      throws Exception {
    refused(server.send(server.infer(body)), status, message);
  }

  static Stream<Arguments> requests() {
    String sound = TestingRequests.of(1).toString();
    return Stream.of(
        arguments("GET infer", server.request(TestingServer.INFER), 405, "takes POST"),
        arguments(
            "DELETE a model", server.request("/v2/models/compression").DELETE(), 405, "takes GET"),
        arguments(
            "POST health",
            server.request("/v2/health/ready").POST(BodyPublishers.ofString("{}")),
            405,
            "GET"),
        arguments("an unknown path", server.request("/v3"), 404, "no such path"),
        arguments("a path upwards", server.request("/v2/models/../../etc/passwd"), 404, "no such"),
        arguments("a broken escape", server.request("/v2/models/%25zz/infer"), 405, "POST"),
        arguments(
            "an unknown model",
            server.request("/v2/models/SECRET/infer").POST(BodyPublishers.ofString(sound)),
            404,
            "models: compression"),
        arguments(
            "an unknown version",
            server
                .request("/v2/models/compression/versions/9/infer")
                .POST(BodyPublishers.ofString(sound)),
            404,
            "version 1 is"),
        arguments(
            "an unknown version's metadata",
            server.request("/v2/models/compression/versions/9"),
            404,
            "not served"),
        arguments("a form", post(sound, "application/x-www-form-urlencoded"), 415, "Content-Type"),
        arguments("another charset", post(sound, "application/json; charset=latin1"), 415, "UTF-8"),
        arguments(
            "gzip",
            post(sound, "application/json").header("Content-Encoding", "gzip"),
            415,
            "Content-Encoding"),
        arguments(
            "binary tensors",
            post(sound, "application/json").header("Inference-Header-Content-Length", "9"),
            415,
            "Binary tensors"),
        arguments(
            "not UTF-8",
            server
                .request(TestingServer.INFER)
                .POST(BodyPublishers.ofByteArray(new byte[] {'{', '"', (byte) 0xff, (byte) 0xc0})),
            400,
            "is no valid JSON"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("requests")
  void aBadRequestIsTold(String what, HttpRequest.Builder request, int status, String message)
      throws Exception {
    refused(server.send(request), status, message);
  }

  @Test
  void sixtyFourMegabytesAreReadAndRefused() throws Exception {
    byte[] chunk = new byte[1 << 20];
    List<byte[]> all = Stream.generate(() -> chunk).limit(64).toList();
    refused(
        server.send(
            server
                .request(TestingServer.INFER)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArrays(all))),
        413,
        "at most 4194304 bytes");
  }

  private static void refused(HttpResponse<byte[]> answer, int status, String message) {
    String text = new String(answer.body(), StandardCharsets.UTF_8);
    assertThat(answer.statusCode()).as(text).isEqualTo(status);
    JsonNode body = server.json(answer);
    assertThat(body.fieldNames()).toIterable().containsExactly("error");
    assertThat(body.get("error").asText())
        .contains(message)
        .doesNotContain("SECRET", "Exception", directory.toString(), "\n\tat");
    assertThat(answer.headers().firstValue("X-Request-Id")).isPresent();
  }

  private static HttpRequest.Builder post(String body, String type) {
    return server
        .request(TestingServer.INFER)
        .header("Content-Type", type)
        .POST(BodyPublishers.ofString(body));
  }

  private static ArrayNode data(ObjectNode r, String name) {
    return (ArrayNode) input(r, name).get("data");
  }

  private static void shape(ObjectNode r, String name, long... sizes) {
    ArrayNode shape = input(r, name).putArray("shape");
    for (long size : sizes) {
      shape.add(size);
    }
  }

  private static void empty(ObjectNode r) {
    shape(r, "rtt_ms", 0, 1);
    data(r, "rtt_ms").removeAll();
  }

  private static void twoRows(ObjectNode r) {
    shape(r, "rtt_ms", 2, 1);
    data(r, "rtt_ms").add(1);
  }

  private static ObjectNode named(String name) {
    return io.wiresmith.core.io.Json.mapper().createObjectNode().put("name", name);
  }
}
