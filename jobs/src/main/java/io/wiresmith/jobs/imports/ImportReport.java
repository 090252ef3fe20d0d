package io.wiresmith.jobs.imports;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of the lines of an import: {@code read = written + quarantined}.
 *
 * @param files how many files
 * @param read lines that were read, those of other measurements left out
 * @param written points that the server keeps
 * @param quarantined lines that are no points, or that the server refuses
 * @param others points of measurements that were not asked for
 * @param reasons quarantined lines by reason
 * @param quarantine where they are kept
 * @param target the database, without secrets
 * @param took how long it took
 */
public record ImportReport(
    int files,
    long read,
    long written,
    long quarantined,
    long others,
    Map<String, Long> reasons,
    Path quarantine,
    String target,
    Duration took) {
  /** Checks the law, and copies. */
  public ImportReport {
    reasons = Map.copyOf(reasons);
    if (read != written + quarantined) {
      throw new WiresmithException(
          ErrorCode.INTERNAL,
          "Lines were lost or invented: read %d, written %d, quarantined %d. Please report this."
              .formatted(read, written, quarantined));
    }
  }

  /** The share of lines that are not written, 0 where there are none. */
  public double quarantinedRatio() {
    return read == 0 ? 0 : (double) quarantined / read;
  }

  /** For {@code -o json}. */
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("files", files);
    json.put("read", read);
    json.put("written", written);
    json.put("quarantined", quarantined);
    json.put("others", others);
    json.put("reasons", new TreeMap<>(reasons));
    json.put("quarantine", quarantine.toString());
    json.put("target", target);
    json.put("took_s", took.toMillis() / 1000.0);
    return json;
  }
}
