package io.wiresmith.jobs.imports;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.Json;
import java.nio.charset.StandardCharsets;

/**
 * One recorded trace: a line of JSON, {@code {dataset, trace, dt_s, unit, values}}.
 *
 * @param dataset the collection it is from
 * @param trace its name there
 * @param step seconds between two values
 * @param unit the unit of the values
 * @param values the values, oldest first
 */
record RecordedTrace(String dataset, String trace, double step, DataUnit unit, JsonNode values) {
  /** The step of a trace that does not say its own. */
  private static final double NOMINAL_STEP = 1;

  private static final double SHORTEST_STEP = 1e-6;

  /** About 30 years: the times of a longer trace may not fit telemetry. */
  private static final double LONGEST_TRACE = 1e9;

  /**
   * Reads a line.
   *
   * @param where names file and line in errors
   * @throws WiresmithException {@code INVALID_INPUT} or {@code UNREADABLE_DATA} that says what is
   *     wrong with it
   */
  static RecordedTrace parse(String line, String where) {
    JsonNode node = Json.parse(line.getBytes(StandardCharsets.UTF_8), JsonNode.class, where);
    String dataset = text(node, "dataset");
    String trace = text(node, "trace");
    JsonNode given = node.path("dt_s");
    boolean none = given.isMissingNode() || given.isNull();
    double step = none ? NOMINAL_STEP : given.isNumber() ? given.asDouble() : Double.NaN;
    boolean timed = step >= SHORTEST_STEP && step * node.path("values").size() <= LONGEST_TRACE;
    if (dataset.isBlank() || trace.isBlank() || !node.path("values").isArray() || !timed) {
      throw new WiresmithException(
          ErrorCode.INVALID_INPUT,
          "Required are the texts 'dataset' and 'trace', 'dt_s' in seconds, 0.000001 or more (or null for 1 s) and 1e9 for the whole trace at most, 'unit' and the list 'values'; found dataset '%s', trace '%s', dt_s %s."
              .formatted(dataset, trace, node.path("dt_s")));
    }
    return new RecordedTrace(
        dataset, trace, step, DataUnit.parse(node.path("unit").asText()), node.path("values"));
  }

  /** A text; empty where there is none, or something else. */
  private static String text(JsonNode node, String key) {
    return node.path(key).isTextual() ? node.path(key).asText() : "";
  }
}
