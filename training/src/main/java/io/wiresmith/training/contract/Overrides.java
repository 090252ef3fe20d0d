package io.wiresmith.training.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.NearestName;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.Json;
import java.util.ArrayList;
import java.util.List;

/** Lays settings over defaults; only names that the defaults know may come. */
public final class Overrides {
  private Overrides() {}

  /**
   * The defaults with some of them replaced, as a record.
   *
   * @param path of the settings, for errors
   * @throws WiresmithException {@code INVALID_CONFIG} for an unknown name or a wrong value
   */
  public static <T> T parse(T defaults, JsonNode overrides, String path) {
    JsonNode merged = merge(Json.mapper().valueToTree(defaults), overrides, path);
    try {
      @SuppressWarnings("unchecked")
      Class<T> type = (Class<T>) defaults.getClass();
      return Json.mapper().treeToValue(merged, type);
    } catch (JsonProcessingException e) {
      if (e.getCause() instanceof WiresmithException cause) {
        throw cause;
      }
      throw new WiresmithException(
          ErrorCode.INVALID_CONFIG,
          path + ": " + e.getOriginalMessage() + ". Correct the value.",
          e);
    }
  }

  private static JsonNode merge(JsonNode defaults, JsonNode overrides, String path) {
    if (!(defaults instanceof ObjectNode known)) {
      return overrides;
    }
    if (!overrides.isObject()) {
      throw new WiresmithException(
          ErrorCode.INVALID_CONFIG,
          "%s is %s, required is a group of settings: %s."
              .formatted(path, overrides, String.join(", ", names(known))));
    }
    ObjectNode result = known.deepCopy();
    overrides
        .fields()
        .forEachRemaining(
            entry -> {
              JsonNode old = known.get(entry.getKey());
              if (old == null) {
                throw unknown(path, entry.getKey(), names(known));
              }
              result.set(entry.getKey(), merge(old, entry.getValue(), path + "." + entry.getKey()));
            });
    return result;
  }

  private static List<String> names(ObjectNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static WiresmithException unknown(String path, String key, List<String> known) {
    return new WiresmithException(
        ErrorCode.INVALID_CONFIG,
        "Unknown setting %s.%s.%s Known: %s."
            .formatted(path, key, NearestName.hint(key, known), String.join(", ", known)));
  }
}
