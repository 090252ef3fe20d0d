package io.wiresmith.serving.oip;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.onnx.TensorJson;
import io.wiresmith.onnx.TensorSpec;
import io.wiresmith.serving.model.ModelSignature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads inference requests against a signature. Strict: an unknown key, a key given twice, nesting
 * deeper than 12 or more values than {@code maxRows} rows can have is refused before it costs
 * memory. Messages name the field and never repeat values. Thread-safe.
 */
public final class InferRequestReader {
  private static final int MAXIMUM_ID = 256;
  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(12)
                          .maxNumberLength(64)
                          .maxStringLength(1 << 14)
                          .maxNameLength(256)
                          .build())
                  .build())
          .build();

  /** Values of a row whose length is free, such as a history: so many have room in every row. */
  private static final long STEPS = 64;

  private final ModelSignature signature;
  private final int maxRows;

  /** A reader of requests for that signature. */
  public InferRequestReader(ModelSignature signature, int maxRows) {
    this.signature = signature;
    this.maxRows = maxRows;
  }

  /**
   * Reads a body.
   *
   * @throws WiresmithException {@code INVALID_INPUT} that names the field
   */
  public InferRequest read(byte[] body) {
    Draft draft = new Draft();
    try (JsonParser parser = new BoundedParser(MAPPER.createParser(body), tokens())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw Refused.because("The body is no JSON object; required is {\"inputs\": [...]}.");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        field(parser, draft);
      }
      draft.where = "the end";
      if (parser.nextToken() != null) {
        throw Refused.because("The body goes on after the JSON object; send one object.");
      }
    } catch (IOException e) {
      throw Refused.json(draft.where, e, maxRows);
    }
    return finished(draft);
  }

  /** Room for every value of the largest request, nested one by one, and for what is around. */
  private long tokens() {
    long values = signature.inputs().stream().mapToLong(InferRequestReader::room).sum();
    return maxRows * Math.max(3, values) + 4096;
  }

  private static long room(TensorSpec input) {
    long[] shape = input.shape();
    return shape.length > 1 && shape[1] < 0 ? STEPS : 3;
  }

  private void field(JsonParser parser, Draft draft) throws IOException {
    String key = parser.currentName();
    parser.nextToken();
    switch (key) {
      case "id" -> draft.id = Optional.of(id(parser, draft));
      case "parameters" -> skipObject(parser, draft, "parameters");
      case "inputs" -> inputs(parser, draft);
      case "outputs" -> outputs(parser, draft);
      default ->
          throw Refused.because(
              "The key %s is unknown; the keys are id, parameters, inputs, outputs."
                  .formatted(Refused.name(key)));
    }
  }

  private static String id(JsonParser parser, Draft draft) throws IOException {
    draft.where = "id";
    if (parser.currentToken() != JsonToken.VALUE_STRING
        || parser.getText().length() > MAXIMUM_ID
        || !Refused.wellFormed(parser.getText())) {
      throw Refused.because(
          "id is no text of at most " + MAXIMUM_ID + " characters; required is one, or none.");
    }
    return parser.getText();
  }

  private static void skipObject(JsonParser parser, Draft draft, String where) throws IOException {
    draft.where = where;
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw Refused.because(where + " is no object; required is one, or none.");
    }
    JsonNode ignored = MAPPER.readTree(parser);
    if (ignored.has("binary_data_output")) {
      throw Refused.because(where + ".binary_data_output is not supported; ask for JSON.");
    }
  }

  private void inputs(JsonParser parser, Draft draft) throws IOException {
    draft.where = "inputs";
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw Refused.because("inputs is no array; required is an array of tensors.");
    }
    while (true) {
      draft.where = "inputs[" + draft.inputs.size() + "]";
      if (parser.nextToken() == JsonToken.END_ARRAY) {
        return;
      }
      JsonNode node = MAPPER.readTree(parser);
      TensorHead.check(node, draft.where, signature);
      if (!draft.names.add(node.path("name").asText())) { // Hence never more than the model has.
        throw Refused.because(
            "inputs has '" + node.path("name").asText() + "' twice; give it once.");
      }
      Tensor tensor = TensorJson.read(node, TensorJson.Dialect.SERVER, draft.where);
      draft.inputs.add(InputCheck.fitted(tensor, draft.where, signature, maxRows));
    }
  }

  private void outputs(JsonParser parser, Draft draft) throws IOException {
    draft.where = "outputs";
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw Refused.because("outputs is no array; required is an array of {\"name\": ...}.");
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      String where = "outputs[" + draft.outputs.size() + "]";
      draft.where = where;
      JsonNode node = MAPPER.readTree(parser);
      TensorHead.checkOutput(node, where);
      String name = node.path("name").asText("");
      if (!signature.hasOutput(name) || !draft.outputs.add(name)) {
        throw Refused.because(
            "%s.name %s; the outputs are %s."
                .formatted(
                    where,
                    signature.hasOutput(name) ? "is given twice" : "is no output of the model",
                    InputCheck.names(signature.outputs())));
      }
    }
  }

  private InferRequest finished(Draft draft) {
    int rows = InputCheck.rows(draft.inputs, signature);
    return new InferRequest(draft.id, draft.inputs, rows, List.copyOf(draft.outputs));
  }

  /** What was read so far; {@code where} is for messages. */
  private static final class Draft {
    private String where = "the body";
    private Optional<String> id = Optional.empty();
    private final List<Tensor> inputs = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final Set<String> outputs = new LinkedHashSet<>();
  }
}
