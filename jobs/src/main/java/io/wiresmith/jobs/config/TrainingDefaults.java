package io.wiresmith.jobs.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.ModelId;
import io.wiresmith.core.ModelKey;
import io.wiresmith.jobs.config.Settings.Setting;
import io.wiresmith.training.Trainers;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What trainers do where nothing is configured, by the keys that would change it. */
public final class TrainingDefaults {
  private TrainingDefaults() {}

  /** Every key below {@code training} that has a default; variants that differ are named. */
  public static Map<String, Setting> all() {
    Map<String, Map<String, String>> values = new TreeMap<>();
    for (ModelId model : ModelId.values()) {
      for (ModelKey key : model.keys()) {
        flatten("training." + model.id(), Trainers.shipped(key))
            .forEach(
                (name, value) ->
                    values.computeIfAbsent(name, it -> new TreeMap<>()).put(key.variant(), value));
      }
    }
    return values.entrySet().stream()
        .collect(
            Collectors.toMap(Map.Entry::getKey, it -> new Setting(text(it.getValue()), "default")));
  }

  private static String text(Map<String, String> byVariant) {
    return byVariant.values().stream().distinct().count() == 1
        ? byVariant.values().iterator().next()
        : byVariant.entrySet().stream()
            .map(entry -> entry.getValue() + " (" + entry.getKey() + ")")
            .collect(Collectors.joining(", "));
  }

  private static Map<String, String> flatten(String name, JsonNode node) {
    Map<String, String> flat = new TreeMap<>();
    if (node.isObject()) {
      node.properties()
          .forEach(entry -> flat.putAll(flatten(name + "." + entry.getKey(), entry.getValue())));
    } else if (node.isArray()) {
      flat.put(
          name,
          StreamSupport.stream(node.spliterator(), false)
              .map(JsonNode::asText)
              .collect(Collectors.joining(",")));
    } else {
      flat.put(name, node.asText());
    }
    return flat;
  }
}
