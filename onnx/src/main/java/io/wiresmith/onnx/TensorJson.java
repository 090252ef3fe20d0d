package io.wiresmith.onnx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Tensors as JSON objects of the Open Inference Protocol: {@code {"name", "datatype", "shape",
 * "data"}}. {@code data} is flat in row-major order, or nested as the shape says.
 */
public final class TensorJson {
  /** How numbers are written that JSON does not have. */
  public enum Dialect {
    /** {@code "NaN"}, {@code "Infinity"}, {@code "-Infinity"} as texts: nothing is lost. */
    CONFORMANCE,
    /** {@code null} in floating-point data is NaN; whatever is not finite is written as null. */
    SERVER
  }

  /** Names that are safe to repeat in a message. */
  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

  private TensorJson() {}

  /**
   * Reads one tensor.
   *
   * @param where what it is, for messages, such as {@code inputs[2]}
   * @throws WiresmithException {@code INVALID_INPUT} that names the field and what is wrong with
   *     it, without repeating values
   */
  public static Tensor read(JsonNode node, Dialect dialect, String where) {
    if (!node.isObject()) {
      throw refused(
          where, "is " + ElementJson.kind(node), "an object with name, datatype, shape, data");
    }
    String name = name(node, where);
    String named = PLAIN_NAME.matcher(name).matches() ? where + " '" + name + "'" : where;
    DataType type = type(node, named);
    long[] shape = shape(node, named);
    long size = Shapes.elements(shape, named);
    JsonNode data = node.path("data");
    if (!data.isArray()) {
      throw refused(named + ": data", "is " + ElementJson.kind(data), "an array");
    }
    List<JsonNode> elements = new ArrayList<>(data.size());
    if (data.path(0).isArray() && shape.length > 1) {
      flatten(data, shape, 0, elements, named);
    } else {
      data.forEach(elements::add);
    }
    if (elements.size() != size) {
      throw refused(
          named + ": data",
          "has " + elements.size() + " elements",
          size + " for the shape " + Shapes.text(shape));
    }
    return new Tensor(name, type, shape, ElementJson.read(type, elements, dialect, named));
  }

  /** Writes one tensor, its data flat. */
  public static ObjectNode write(Tensor tensor, Dialect dialect) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", tensor.name()).put("datatype", tensor.type().name());
    ArrayNode shape = node.putArray("shape");
    for (long size : tensor.sharedShape()) {
      shape.add(size);
    }
    ElementJson.write(tensor, dialect, node.putArray("data"));
    return node;
  }

  private static String name(JsonNode node, String where) {
    JsonNode name = node.path("name");
    if (!name.isTextual() || name.textValue().isEmpty()) {
      throw refused(where + ": name", "is " + ElementJson.kind(name), "a text");
    }
    return name.textValue();
  }

  private static DataType type(JsonNode node, String where) {
    String given = node.path("datatype").asText("");
    return Arrays.stream(DataType.values())
        .filter(type -> type.name().equals(given))
        .findFirst()
        .orElseThrow(
            () ->
                refused(
                    where + ": datatype",
                    given.isEmpty() ? "is missing" : "is unknown",
                    "one of " + Arrays.toString(DataType.values())));
  }

  private static long[] shape(JsonNode node, String where) {
    JsonNode shape = node.path("shape");
    if (!shape.isArray()) {
      throw refused(
          where + ": shape", "is " + ElementJson.kind(shape), "an array of whole numbers");
    }
    long[] sizes = new long[shape.size()];
    for (int axis = 0; axis < sizes.length; axis++) {
      JsonNode size = shape.get(axis);
      if (!size.isIntegralNumber() || !size.canConvertToLong()) {
        throw refused(
            where + ": shape[" + axis + "]", "is " + ElementJson.kind(size), "a whole number");
      }
      sizes[axis] = size.longValue();
    }
    return sizes;
  }

  private static void flatten(
      JsonNode data, long[] shape, int axis, List<JsonNode> into, String where) {
    if (axis == shape.length) {
      into.add(data);
    } else if (!data.isArray() || data.size() != shape[axis]) {
      throw refused(
          where + ": data",
          "is nested unlike its shape at depth " + axis,
          "arrays of " + shape[axis] + " there for the shape " + Shapes.text(shape));
    } else {
      for (JsonNode each : data) {
        flatten(each, shape, axis + 1, into, where);
      }
    }
  }

  static WiresmithException refused(String where, String found, String required) {
    return new WiresmithException(
        ErrorCode.INVALID_INPUT, where + " " + found + "; required is " + required + ".");
  }
}
