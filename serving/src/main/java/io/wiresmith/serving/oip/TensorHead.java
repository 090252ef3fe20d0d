package io.wiresmith.serving.oip;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.onnx.DataType;
import io.wiresmith.onnx.TensorSpec;
import io.wiresmith.serving.model.ModelSignature;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** What is wrong with a tensor before its data is looked at: keys, name, datatype. */
final class TensorHead {
  private static final List<String> INPUT_KEYS =
      List.of("name", "datatype", "shape", "data", "parameters");
  private static final List<String> OUTPUT_KEYS = List.of("name", "parameters");

  private TensorHead() {}

  /** Refuses an input by its first fault; one without a name is left to whoever reads it whole. */
  static void check(JsonNode node, String where, ModelSignature signature) {
    checkKeys(node, where, INPUT_KEYS);
    if (!node.path("name").isTextual() || node.path("name").textValue().isEmpty()) {
      return;
    }
    TensorSpec spec = spec(node.path("name").textValue(), where, signature);
    String named = where + " '" + spec.name() + "'";
    checkParameters(node, named, "binary_data_size");
    String datatype = node.path("datatype").asText("");
    if (!datatype.equals(spec.type().name())) {
      throw Refused.because(
          "%s: datatype is %s; required is %s."
              .formatted(named, spoken(datatype), spec.describe()));
    }
  }

  /** Refuses a wanted output by its keys; its name is left to the caller. */
  static void checkOutput(JsonNode node, String where) {
    checkKeys(node, where, OUTPUT_KEYS);
    checkParameters(node, where, "binary_data");
  }

  /** The input of that name. */
  static TensorSpec spec(String name, String where, ModelSignature signature) {
    return signature
        .input(name)
        .orElseThrow(
            () ->
                Refused.because(
                    "%s.name %s is unknown; the inputs are %s."
                        .formatted(
                            where, Refused.name(name), InputCheck.names(signature.inputs()))));
  }

  private static void checkKeys(JsonNode node, String where, List<String> keys) {
    for (Iterator<String> given = node.fieldNames(); given.hasNext(); ) {
      String key = given.next();
      if (!keys.contains(key)) {
        throw Refused.because(
            "%s has the unknown key %s; the keys are %s."
                .formatted(where, Refused.name(key), String.join(", ", keys)));
      }
    }
  }

  /** Parameters are for extensions; the binary one is not spoken here. */
  private static void checkParameters(JsonNode node, String where, String binary) {
    JsonNode parameters = node.path("parameters");
    if (!parameters.isMissingNode() && !parameters.isObject()) {
      throw Refused.because(where + ": parameters is no object; required is one, or none.");
    }
    if (parameters.path(binary).isNumber() || parameters.path(binary).asBoolean()) {
      throw Refused.because(
          "%s: parameters.%s is not supported; the data is JSON.".formatted(where, binary));
    }
  }

  private static String spoken(String datatype) {
    if (datatype.isEmpty()) {
      return "missing";
    }
    boolean known = Arrays.stream(DataType.values()).anyMatch(it -> it.name().equals(datatype));
    return known ? datatype : "unknown";
  }
}
