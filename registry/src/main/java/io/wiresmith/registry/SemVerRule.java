package io.wiresmith.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.io.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The semantic version that follows: major if inputs or outputs changed (the signature in {@code
 * MLmodel}), minor if code or configuration changed ({@code provenance.json}), patch if only the
 * data did.
 */
public final class SemVerRule {
  /** The version of a model's first artifact. */
  public static final String FIRST = "1.0.0";

  private static final String FLAVOR = "MLmodel";
  private static final String BLOCK = "signature:";
  private static final List<String> CODE =
      List.of(
          "code_revision", "config", "features", "labels", "libraries", "schema_version", "seed");

  private SemVerRule() {}

  /**
   * The version of an artifact that follows another in the same registry. Only the tags of the last
   * one are looked at: a damaged file of an old version must not keep new ones out.
   */
  public static String next(RegisteredVersion last, Artifact artifact) {
    int[] parts = parts(last.semVer());
    if (!signature(artifact).equals(last.tags().get(VersionTags.SIGNATURE))) {
      return (parts[0] + 1) + ".0.0";
    }
    return code(artifact).equals(last.tags().get(VersionTags.CODE))
        ? parts[0] + "." + parts[1] + "." + (parts[2] + 1)
        : parts[0] + "." + (parts[1] + 1) + ".0";
  }

  private static int[] parts(String semVer) {
    return java.util.Arrays.stream(semVer.split("\\.", 3)).mapToInt(Integer::parseInt).toArray();
  }

  /** Digest of the block {@code signature:} of the YAML, without its indentation. */
  static String signature(Artifact artifact) {
    return Sha256.of(
        new String(artifact.readVerified(FLAVOR), StandardCharsets.UTF_8)
            .lines()
            .dropWhile(line -> !line.startsWith(BLOCK))
            .takeWhile(line -> line.startsWith(BLOCK) || line.isBlank() || line.startsWith(" "))
            .map(String::strip)
            .collect(Collectors.joining("\n")));
  }

  /** Digest of what the provenance says about code and configuration. */
  static String code(Artifact artifact) {
    JsonNode all =
        Json.parse(
            artifact.readVerified(Artifact.PROVENANCE),
            JsonNode.class,
            artifact.directory().resolve(Artifact.PROVENANCE).toString());
    Map<String, Object> code = new TreeMap<>();
    for (String name : CODE) {
      if (all.has(name)) {
        code.put(name, Json.mapper().convertValue(all.get(name), Object.class)); // sorts its keys
      }
    }
    return Sha256.of(Json.line(code));
  }
}
