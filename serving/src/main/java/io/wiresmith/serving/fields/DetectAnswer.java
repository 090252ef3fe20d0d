package io.wiresmith.serving.fields;

import io.wiresmith.core.io.Json;
import io.wiresmith.onnx.fields.FoundField;
import io.wiresmith.serving.oip.InferResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the fields that were found: {@code {"model_name", "model_version", "parameters", "length",
 * "fields": [{"start", "end", "type", "confidence", "hex"}]}}, or for a list {@code "messages"}
 * with length and fields of each, in the order of the request.
 */
public final class DetectAnswer {
  private DetectAnswer() {}

  /** The JSON of an answer. */
  public static byte[] json(DetectRequest request, InferResponse response) {
    List<byte[]> messages = request.messages();
    List<List<FoundField>> fields = FoundField.of(response.outputs(), messages.size());
    List<Map<String, Object>> found = new FoundMessages(messages, fields).json();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("model_name", response.model());
    answer.put("model_version", response.version());
    answer.put("parameters", response.parameters());
    if (request.list()) {
      answer.put("messages", found);
    } else {
      answer.putAll(found.get(0));
    }
    return Json.line(answer).getBytes(StandardCharsets.UTF_8);
  }
}
