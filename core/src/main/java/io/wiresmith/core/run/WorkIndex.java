package io.wiresmith.core.run;

import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was done before: {@code <workspace>/work/<workKey>} points at the result of a piece of work.
 * A pointer is written after its result is committed, so it never points at something half-done.
 *
 * @param root the directory {@code work}
 */
public record WorkIndex(Path root) {
  /** The result of that work, if it was done here. */
  public Optional<Map<String, String>> find(WorkKey key) {
    Path file = root.resolve(key.value());
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    Map<String, String> result = new TreeMap<>();
    Json.tree(file).properties().forEach(e -> result.put(e.getKey(), e.getValue().asText()));
    return Optional.of(result);
  }

  /** Remembers the result of a piece of work. */
  public void save(WorkKey key, Map<String, String> result) {
    AtomicFiles.write(root.resolve(key.value()), Json.bytes(result));
  }
}
