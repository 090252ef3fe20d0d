package io.wiresmith.onnx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.wiresmith.onnx.TensorJson.Dialect;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Elements of tensors as JSON values. */
final class ElementJson {
  private static final Map<String, Double> NOT_FINITE =
      Map.of(
          "NaN", Double.NaN,
          "Infinity", Double.POSITIVE_INFINITY,
          "-Infinity", Double.NEGATIVE_INFINITY);

  private ElementJson() {}

  static Object read(DataType type, List<JsonNode> elements, Dialect dialect, String where) {
    return switch (type) {
      case FP32 -> floats(elements, dialect, where);
      case FP64 -> doubles(elements, dialect, where);
      case INT64 -> longs(elements, Long.MIN_VALUE, Long.MAX_VALUE, where);
      case INT32 -> ints(longs(elements, Integer.MIN_VALUE, Integer.MAX_VALUE, where));
      case UINT8 -> bytes(longs(elements, 0, 255, where));
      case BOOL -> truths(elements, where);
      case BYTES -> texts(elements, where);
    };
  }

  static void write(Tensor tensor, Dialect dialect, ArrayNode into) {
    Object data = tensor.sharedData();
    for (int i = 0; i < tensor.size(); i++) {
      switch (tensor.type()) {
        case FP32 -> writeFloat(((float[]) data)[i], dialect, into);
        case FP64 -> writeDouble(((double[]) data)[i], dialect, into);
        case INT64 -> into.add(((long[]) data)[i]);
        case INT32 -> into.add(((int[]) data)[i]);
        case UINT8 -> into.add(((byte[]) data)[i] & 0xff);
        case BOOL -> into.add(((boolean[]) data)[i]);
        case BYTES -> into.add(((String[]) data)[i]);
      }
    }
  }

  /** The kind of a value, never the value: answers do not echo input. */
  static String kind(JsonNode node) {
    return node.isMissingNode() ? "missing" : node.getNodeType().name().toLowerCase(Locale.ROOT);
  }

  private static float[] floats(List<JsonNode> elements, Dialect dialect, String where) {
    float[] values = new float[elements.size()];
    for (int i = 0; i < values.length; i++) {
      double value = number(elements.get(i), dialect, where, i);
      values[i] = (float) value;
      if (Float.isInfinite(values[i]) && !Double.isInfinite(value)) {
        throw refused(where, i, "is out of range", "at most 3.4e38 in size for FP32");
      }
    }
    return values;
  }

  private static double[] doubles(List<JsonNode> elements, Dialect dialect, String where) {
    double[] values = new double[elements.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = number(elements.get(i), dialect, where, i);
    }
    return values;
  }

  private static double number(JsonNode element, Dialect dialect, String where, int index) {
    if (element.isNumber()) {
      double value = element.doubleValue();
      if (Double.isInfinite(value)) {
        throw refused(where, index, "is out of range", "at most 1.7e308 in size");
      }
      return value;
    }
    return switch (dialect) {
      case SERVER -> {
        if (!element.isNull()) {
          throw refused(where, index, "is " + kind(element), "a number, or null where missing");
        }
        yield Double.NaN;
      }
      case CONFORMANCE -> {
        Double value = NOT_FINITE.get(element.asText());
        if (value == null || !element.isTextual()) {
          throw refused(
              where, index, "is " + kind(element), "a number, NaN, Infinity or -Infinity");
        }
        yield value;
      }
    };
  }

  private static long[] longs(List<JsonNode> elements, long minimum, long maximum, String where) {
    long[] values = new long[elements.size()];
    for (int i = 0; i < values.length; i++) {
      JsonNode element = elements.get(i);
      boolean whole = element.isIntegralNumber() && element.canConvertToLong();
      values[i] = whole ? element.longValue() : 0;
      if (!whole || values[i] < minimum || values[i] > maximum) {
        throw refused(
            where,
            i,
            "is " + kind(element) + " of another kind or range",
            "a whole number from " + minimum + " to " + maximum);
      }
    }
    return values;
  }

  private static int[] ints(long[] values) {
    int[] ints = new int[values.length];
    for (int i = 0; i < ints.length; i++) {
      ints[i] = (int) values[i];
    }
    return ints;
  }

  private static byte[] bytes(long[] values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static boolean[] truths(List<JsonNode> elements, String where) {
    boolean[] values = new boolean[elements.size()];
    for (int i = 0; i < values.length; i++) {
      JsonNode element = elements.get(i);
      if (!element.isBoolean()) {
        throw refused(where, i, "is " + kind(element), "true or false");
      }
      values[i] = element.booleanValue();
    }
    return values;
  }

  private static String[] texts(List<JsonNode> elements, String where) {
    String[] values = new String[elements.size()];
    for (int i = 0; i < values.length; i++) {
      JsonNode element = elements.get(i);
      if (!element.isTextual()) {
        throw refused(where, i, "is " + kind(element), "a text, \"\" where missing");
      }
      values[i] = element.textValue();
    }
    return values;
  }

  private static void writeFloat(float value, Dialect dialect, ArrayNode into) {
    if (Float.isFinite(value)) {
      into.add(value);
    } else {
      writeDouble(value, dialect, into);
    }
  }

  private static void writeDouble(double value, Dialect dialect, ArrayNode into) {
    if (Double.isFinite(value)) {
      into.add(value);
    } else {
      switch (dialect) {
        case SERVER -> into.addNull();
        case CONFORMANCE -> into.add(Double.toString(value));
      }
    }
  }

  private static RuntimeException refused(String where, int index, String found, String required) {
    return TensorJson.refused(where + ": data[" + index + "]", found, required);
  }
}
