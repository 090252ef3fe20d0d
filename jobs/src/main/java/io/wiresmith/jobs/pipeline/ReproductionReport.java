package io.wiresmith.jobs.pipeline;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What came of making a version again.
 *
 * @param version the version
 * @param sha256 digest of its {@code model.onnx}
 * @param files file name to SHA-256 of what was published
 * @param differences what is another now; none where every byte of every file is equal
 * @param notRecorded what the version does not say, and what stood in for it
 */
public record ReproductionReport(
    String version,
    String sha256,
    Map<String, String> files,
    List<Difference> differences,
    List<String> notRecorded) {
  /**
   * One thing that is another.
   *
   * @param what an entry of the provenance, or a file
   * @param recorded what was published
   * @param made what came out now
   */
  public record Difference(String what, String recorded, String made) {}

  /** Copies the collections. */
  public ReproductionReport {
    files = Map.copyOf(files);
    differences = List.copyOf(differences);
    notRecorded = List.copyOf(notRecorded);
  }

  /** Whether every byte of every file is equal. */
  public boolean equal() {
    return differences.isEmpty();
  }

  /** For programs. */
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("version", version);
    json.put("equal", equal());
    json.put("sha256", sha256);
    json.put("files", files);
    json.put("differences", differences);
    json.put("notRecorded", notRecorded);
    return json;
  }

  /** For people. */
  public String text() {
    String unknown =
        notRecorded.stream().map(it -> "not recorded   " + it + "\n").collect(Collectors.joining());
    if (equal()) {
      return "%s%s: equal, all %d files; model.onnx %s"
          .formatted(unknown, version, files.size(), sha256);
    }
    return unknown
        + version
        + ": not equal\n"
        + "%-28s %-64s %s%n".formatted("what", "recorded", "made now")
        + differences.stream()
            .map(it -> "%-28s %-64s %s".formatted(it.what(), it.recorded(), it.made()))
            .collect(Collectors.joining("\n"));
  }
}
