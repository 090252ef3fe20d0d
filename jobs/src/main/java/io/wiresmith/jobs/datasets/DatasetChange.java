package io.wiresmith.jobs.datasets;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the second of two raw datasets differs from the first. The key of a point is its time and its
 * tags.
 *
 * @param before digest of the first
 * @param after digest of the second
 * @param same points that both have
 * @param late points whose key only the second has
 * @param deleted points whose key only the first has
 * @param overwritten points whose key both have, with other values
 * @param lateExamples the first late ones, by time
 * @param deletedExamples the first deleted ones
 * @param overwrittenExamples the first overwritten ones: their key, and under each column that
 *     changed the value before and after
 */
public record DatasetChange(
    String before,
    String after,
    long same,
    long late,
    long deleted,
    long overwritten,
    List<Map<String, Object>> lateExamples,
    List<Map<String, Object>> deletedExamples,
    List<Map<String, Object>> overwrittenExamples) {
  /** Copies the lists. */
  public DatasetChange {
    lateExamples = List.copyOf(lateExamples);
    deletedExamples = List.copyOf(deletedExamples);
    overwrittenExamples = List.copyOf(overwrittenExamples);
  }

  /** For {@code -o json}. */
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("before", before);
    json.put("after", after);
    json.put("same", same);
    json.put("late", late);
    json.put("deleted", deleted);
    json.put("overwritten", overwritten);
    json.put(
        "examples",
        Map.of(
            "late", lateExamples,
            "deleted", deletedExamples,
            "overwritten", overwrittenExamples));
    return json;
  }
}
