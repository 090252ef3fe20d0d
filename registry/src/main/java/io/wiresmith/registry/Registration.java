package io.wiresmith.registry;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.gate.Blessed;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What it takes to make a version: the proof that the gate passed, the artifact that passed it, and
 * what is kept beside it.
 *
 * @param blessed the passed gate
 * @param artifact the judged artifact
 * @param runKey identity of the run; the same key registers once
 * @param tags further tags of the version
 * @param runFiles file name to file, kept with the run: {@code report.html}, {@code
 *     evaluation.json}, …
 * @param shownAs what a {@code RunTracker} calls the run that is shown already; empty text for none
 * @param changes what changed against the champion, in lines for people; none without a champion
 */
public record Registration(
    Blessed blessed,
    Artifact artifact,
    String runKey,
    Map<String, String> tags,
    Map<String, Path> runFiles,
    String shownAs,
    List<String> changes) {
  private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{12,}");
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /** Copies the maps and checks the names. */
  public Registration {
    tags = Map.copyOf(tags);
    runFiles = Map.copyOf(runFiles);
    changes = List.copyOf(changes);
    if (runKey.isBlank()) {
      throw new WiresmithException(ErrorCode.USAGE, "A registration needs a run key.");
    }
    tags.keySet().forEach(VersionTags::requireFree);
    runFiles.keySet().forEach(Registration::requireFileName);
    artifact.manifest().files().keySet().forEach(Registration::requireFileName);
  }

  /** A registration of a run that nobody was shown. */
  public Registration(
      Blessed blessed,
      Artifact artifact,
      String runKey,
      Map<String, String> tags,
      Map<String, Path> runFiles) {
    this(blessed, artifact, runKey, tags, runFiles, "", List.of());
  }

  /**
   * Checks that the gate judged this very artifact.
   *
   * @throws WiresmithException {@code DIGEST_MISMATCH} if not
   */
  public void requireJudged() {
    String judged = blessed.report().modelSha256();
    if (!judged.equals(artifact.modelSha256())
        || !blessed.report().model().equals(artifact.key())) {
      throw new WiresmithException(
          ErrorCode.DIGEST_MISMATCH,
          "The gate judged %s with SHA-256 %s, but %s holds %s with SHA-256 %s. Evaluate this artifact first."
              .formatted(
                  blessed.report().model(),
                  judged,
                  artifact.directory(),
                  artifact.key(),
                  artifact.modelSha256()));
    }
  }

  /** The name of the run, {@code <model>-<window end>-<short digest>}. */
  public String runId() {
    String digest = HEX.matcher(runKey).matches() ? runKey : VersionTags.digest(runKey);
    return artifact.key().id()
        + "-"
        + DAY.format(blessed.report().tested().until())
        + "-"
        + digest.substring(0, 12);
  }

  /** The given tags and those that every version has. */
  public Map<String, String> allTags(String semVer) {
    Map<String, String> all = new TreeMap<>(tags);
    all.put(VersionTags.VERSION, semVer);
    all.put(VersionTags.SHA256, artifact.modelSha256());
    all.put(VersionTags.DATASET, blessed.report().dataset());
    all.put(VersionTags.GATE, blessed.name());
    all.put(VersionTags.RUN_KEY, runKey);
    all.put(VersionTags.SIGNATURE, SemVerRule.signature(artifact));
    all.put(VersionTags.CODE, SemVerRule.code(artifact));
    return all;
  }

  private static void requireFileName(String name) {
    if (!FILE_NAME.matcher(name).matches() || name.equals("version.json")) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "'" + name + "' cannot be a file of a version: use letters, digits, '.', '_' and '-'.");
    }
  }
}
