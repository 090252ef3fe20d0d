package io.wiresmith.jobs.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.io.Json;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the configuration says about one training, as the tree that its trainer reads. */
public final class TrainingSettings {
  private static final Pattern ELEMENT = Pattern.compile("(.+)\\[[0-9]]");

  private TrainingSettings() {}

  /** The keys below {@code training.<model>} as a tree. */
  public static JsonNode of(Settings settings, ModelKey key) {
    ObjectNode tree = Json.mapper().createObjectNode();
    settings
        .section("training." + key.model().id())
        .forEach((name, value) -> put(tree, name, value));
    return tree;
  }

  private static void put(ObjectNode tree, String name, String value) {
    ObjectNode at = tree;
    String[] segments = name.split("\\.");
    for (int i = 0; i < segments.length - 1; i++) {
      at = at.withObjectProperty(segments[i]);
    }
    Matcher element = ELEMENT.matcher(segments[segments.length - 1]);
    if (element.matches()) { // A list from YAML comes as one text too; of one item only so.
      if (!at.path(element.group(1)).isArray()) {
        at.putArray(element.group(1)).add(leaf(value));
      }
    } else if (value.contains(",")) {
      ArrayNode list = at.putArray(segments[segments.length - 1]);
      for (String item : value.split(",")) {
        list.add(leaf(item.trim()));
      }
    } else {
      at.set(segments[segments.length - 1], leaf(value));
    }
  }

  private static JsonNode leaf(String value) {
    Map<String, Boolean> switches = Map.of("true", true, "false", false);
    if (switches.containsKey(value)) {
      return Json.mapper().getNodeFactory().booleanNode(Boolean.parseBoolean(value));
    }
    try {
      return value.matches("-?[0-9]{1,18}")
          ? Json.mapper().getNodeFactory().numberNode(Long.parseLong(value))
          : Json.mapper().getNodeFactory().numberNode(Double.parseDouble(value));
    } catch (NumberFormatException e) {
      return Json.mapper().getNodeFactory().textNode(value);
    }
  }
}
