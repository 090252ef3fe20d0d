package io.wiresmith.serving.oip;

import com.fasterxml.jackson.core.JsonGenerator;
import io.wiresmith.core.io.Json;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.onnx.TensorJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a model, or the rules in its place, answered.
 *
 * @param model the name that the client used
 * @param version the registry's number, or {@code fallback}
 * @param id the client's own name for the request
 * @param parameters what else is worth knowing, in order
 * @param outputs every output
 */
public record InferResponse(
    String model,
    String version,
    Optional<String> id,
    Map<String, Object> parameters,
    Map<String, Tensor> outputs) {
  /** The JSON, with the wanted outputs in that order; none means all. */
  public byte[] json(List<String> wanted) {
    Collection<String> names = wanted.isEmpty() ? outputs.keySet() : wanted;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator json = Json.mapper().createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("model_name", model);
      json.writeStringField("model_version", version);
      if (id.isPresent()) {
        json.writeStringField("id", id.get());
      }
      json.writePOJOField("parameters", parameters);
      json.writeArrayFieldStart("outputs");
      for (String name : names) {
        Tensor output = outputs.get(name);
        if (output != null) {
          json.writeTree(TensorJson.write(output, TensorJson.Dialect.SERVER));
        }
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("Bytes in memory cannot fail", e);
    }
    return bytes.toByteArray();
  }
}
