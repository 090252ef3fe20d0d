package io.wiresmith.registry.diff;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The leaves of a JSON tree by path, {@code a.b[0]}. */
record Leaves(Map<String, JsonNode> byPath) {
  static Leaves of(JsonNode tree) {
    Map<String, JsonNode> leaves = new TreeMap<>();
    collect("", tree, leaves);
    return new Leaves(leaves);
  }

  /** Every path of either, or only those that differ. */
  List<Change> against(Leaves after, boolean onlyChanged) {
    List<Change> changes = new ArrayList<>();
    TreeSet<String> paths = new TreeSet<>(byPath.keySet());
    paths.addAll(after.byPath.keySet());
    for (String path : paths) {
      JsonNode one = byPath.getOrDefault(path, NullNode.instance);
      JsonNode two = after.byPath.getOrDefault(path, NullNode.instance);
      if (!onlyChanged || !one.equals(two)) {
        changes.add(new Change(path, one, two));
      }
    }
    return changes;
  }

  private static void collect(String path, JsonNode node, Map<String, JsonNode> leaves) {
    if (node.isObject()) {
      node.properties()
          .forEach(
              e ->
                  collect(
                      path.isEmpty() ? e.getKey() : path + "." + e.getKey(), e.getValue(), leaves));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        collect(path + "[" + i + "]", node.get(i), leaves);
      }
    } else if (!node.isMissingNode()) {
      leaves.put(path, node);
    }
  }
}
