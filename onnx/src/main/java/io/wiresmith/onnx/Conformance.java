package io.wiresmith.onnx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.Json;
import io.wiresmith.onnx.TensorJson.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Inputs with the outputs that a model gave when it was exported; whoever runs the model later, on
 * any machine and in any language, must get them again. Its file form is {@code conformance.json}.
 *
 * @param vectors the vectors, at least one
 */
public record Conformance(List<Vector> vectors) {
  /**
   * One run.
   *
   * @param name what it shows, such as {@code unknown-region}
   * @param inputs the named inputs
   * @param outputs what must come out
   */
  public record Vector(String name, List<Tensor> inputs, List<Expected> outputs) {
    /** Copies. */
    public Vector {
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
    }
  }

  /**
   * One output.
   *
   * @param tensor its value
   * @param tolerance allowed difference as in {@link TensorDifference}; 0 for text
   */
  public record Expected(Tensor tensor, double tolerance) {}

  /** Copies; without vectors nothing would be proven. */
  public Conformance {
    vectors = List.copyOf(vectors);
    if (vectors.isEmpty() || vectors.stream().anyMatch(vector -> vector.outputs().isEmpty())) {
      throw failed("Conformance needs at least one vector, and each at least one output.");
    }
  }

  /**
   * Runs the model over named sets of inputs and keeps what comes out.
   *
   * @param cases name to inputs; the order is kept, so give an ordered map
   * @param tolerance allowed difference of floating-point outputs
   */
  public static Conformance record(
      OnnxModel model, Map<String, List<Tensor>> cases, double tolerance) {
    List<Vector> vectors = new ArrayList<>();
    cases.forEach(
        (name, inputs) ->
            vectors.add(
                new Vector(
                    name,
                    inputs,
                    model.run(inputs).values().stream()
                        .map(out -> new Expected(out, out.type().isFloatingPoint() ? tolerance : 0))
                        .toList())));
    return new Conformance(vectors);
  }

  /**
   * Runs every vector.
   *
   * @param where names the model in the error
   * @throws WiresmithException {@code CONFORMANCE_FAILED} that names vector and output, what came
   *     and what was expected
   */
  public void check(OnnxModel model, String where) {
    for (Vector vector : vectors) {
      Map<String, Tensor> found = run(model, vector, where);
      for (Expected expected : vector.outputs()) {
        String output = expected.tensor().name();
        Tensor tensor = found.get(output);
        if (tensor == null) {
          throw failed(describe(where, vector) + "the model has no output '" + output + "'.");
        }
        TensorDifference.find(expected.tensor(), tensor, expected.tolerance())
            .ifPresent(
                difference -> {
                  throw failed(
                      describe(where, vector)
                          + ("output '" + output + "' " + difference + ". ")
                          + "Do not serve this model; export it again or use another version.");
                });
      }
    }
  }

  /** The content of {@code conformance.json}; the same vectors give the same bytes. */
  public byte[] bytes() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ArrayNode array = root.putArray("vectors");
    for (Vector vector : vectors) {
      ObjectNode node = array.addObject().put("name", vector.name());
      ArrayNode inputs = node.putArray("inputs");
      vector.inputs().forEach(tensor -> inputs.add(TensorJson.write(tensor, Dialect.CONFORMANCE)));
      ArrayNode outputs = node.putArray("outputs");
      for (Expected expected : vector.outputs()) {
        outputs.add(
            TensorJson.write(expected.tensor(), Dialect.CONFORMANCE)
                .put("tolerance", expected.tolerance()));
      }
    }
    return Json.bytes(root);
  }

  /**
   * Reads {@code conformance.json}.
   *
   * @param where names the file in the error
   * @throws WiresmithException {@code INVALID_INPUT} or {@code CONFORMANCE_FAILED} if it holds no
   *     vectors of tensors
   */
  public static Conformance parse(byte[] bytes, String where) {
    List<Vector> vectors = new ArrayList<>();
    for (JsonNode node : Json.parse(bytes, JsonNode.class, where).path("vectors")) {
      String name = node.path("name").asText("");
      String named = where + " vector '" + name + "' ";
      List<Tensor> inputs = new ArrayList<>();
      for (JsonNode input : node.path("inputs")) {
        inputs.add(TensorJson.read(input, Dialect.CONFORMANCE, named + "inputs"));
      }
      List<Expected> outputs = new ArrayList<>();
      for (JsonNode output : node.path("outputs")) {
        Tensor tensor = TensorJson.read(output, Dialect.CONFORMANCE, named + "outputs");
        outputs.add(new Expected(tensor, output.path("tolerance").asDouble(0)));
      }
      vectors.add(new Vector(name, inputs, outputs));
    }
    return new Conformance(vectors);
  }

  private static Map<String, Tensor> run(OnnxModel model, Vector vector, String where) {
    try {
      return model.run(vector.inputs());
    } catch (WiresmithException e) {
      throw new WiresmithException(
          ErrorCode.CONFORMANCE_FAILED, describe(where, vector) + e.getMessage(), e);
    }
  }

  private static String describe(String where, Vector vector) {
    return where + " fails its conformance vector '" + vector.name() + "': ";
  }

  private static WiresmithException failed(String message) {
    return new WiresmithException(ErrorCode.CONFORMANCE_FAILED, message);
  }
}
