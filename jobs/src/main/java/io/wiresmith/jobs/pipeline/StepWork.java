package io.wiresmith.jobs.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.run.WorkIndex;
import io.wiresmith.core.run.WorkKey;
import io.wiresmith.jobs.cluster.ClusterLoss;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A piece of work that is done once: its result is found by its key, or made and remembered.
 *
 * @param name the step
 * @param key identity of the work
 * @param reopen finds the value behind a remembered result; empty if it is gone
 * @param make does the work
 */
record StepWork<T>(
    String name,
    WorkKey key,
    Function<Map<String, String>, Optional<T>> reopen,
    Supplier<Made<T>> make) {
  private static final String MESSAGE = "message";

  /**
   * What was made.
   *
   * @param value what the next step takes
   * @param result references and counts, enough to find the value again
   * @param message one line for people
   */
  record Made<T>(T value, Map<String, String> result, String message) {}

  /** A value of a stored result as it is printed: a count as a number, an object as an object. */
  static Object value(String name, String text) {
    if (text.matches("[0-9]{1,18}")) {
      return Long.parseLong(text);
    }
    return text.startsWith("{")
        ? Json.parse(text.getBytes(StandardCharsets.UTF_8), JsonNode.class, name)
        : text;
  }

  /** Finds or makes the result. */
  StepOutcome<T> once(WorkIndex index) {
    Optional<Map<String, String>> known = index.find(key);
    Optional<T> value = known.flatMap(reopen);
    if (known.isPresent() && value.isPresent()) {
      String message = known.get().getOrDefault(MESSAGE, "");
      return new StepOutcome<>(name, key, true, value.get(), known.get(), message);
    }
    return again(index);
  }

  /** Makes the result, whether it is known or not. */
  StepOutcome<T> again(WorkIndex index) {
    Made<T> made = ClusterLoss.told(make);
    Map<String, String> result = new TreeMap<>(made.result());
    result.put(MESSAGE, made.message());
    index.save(key, result);
    return new StepOutcome<>(name, key, false, made.value(), result, made.message());
  }
}
