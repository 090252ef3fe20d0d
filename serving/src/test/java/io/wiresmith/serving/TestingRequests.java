package io.wiresmith.serving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wiresmith.core.io.Json;
import io.wiresmith.onnx.TensorJson;
import io.wiresmith.onnx.TestingArtifact;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Bodies of inference requests. */
public final class TestingRequests {
  private TestingRequests() {}

  /** A sound request of so many rows. */
  public static ObjectNode of(int rows) {
    ObjectNode request = Json.mapper().createObjectNode();
    ArrayNode inputs = request.putArray("inputs");
    TestingArtifact.inputs(rows)
        .forEach(it -> inputs.add(TensorJson.write(it, TensorJson.Dialect.SERVER)));
    return request;
  }

  /** A sound request of one row, changed. */
  public static String changed(Consumer<ObjectNode> change) {
    ObjectNode request = of(1);
    change.accept(request);
    return request.toString();
  }

  /** The input of that name. */
  public static ObjectNode input(ObjectNode request, String name) {
    for (JsonNode input : request.path("inputs")) {
      if (input.path("name").asText().equals(name)) {
        return (ObjectNode) input;
      }
    }
    throw new IllegalArgumentException(name);
  }

  /** Reads an answer. */
  public static JsonNode json(byte[] body) {
    return Json.parse(body, JsonNode.class, new String(body, StandardCharsets.UTF_8));
  }
}
