package io.wiresmith.training.compression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.util.ArrayList;
import java.util.List;

/** Lays settings over defaults; only names that the defaults know may come. */
final class Overrides {
  private Overrides() {}

  static JsonNode merge(JsonNode defaults, JsonNode overrides, String path) {
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
    String nearest = known.get(0);
    for (String name : known) {
      if (distance(name, key) < distance(nearest, key)) {
        nearest = name;
      }
    }
    return new WiresmithException(
        ErrorCode.INVALID_CONFIG,
        "Unknown setting %s.%s. Did you mean '%s'? Known: %s."
            .formatted(path, key, nearest, String.join(", ", known)));
  }

  /** Levenshtein distance. */
  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replace, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
