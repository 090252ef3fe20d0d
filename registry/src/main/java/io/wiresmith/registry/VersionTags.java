package io.wiresmith.registry;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.Sha256;
import java.util.Set;
import java.util.regex.Pattern;

/** The names of the tags that mean something. */
public final class VersionTags {
  /** SemVer. */
  public static final String VERSION = "wiresmith.version";

  /** Digest of {@code model.onnx}. */
  public static final String SHA256 = "wiresmith.sha256";

  /** Digest of the labelled dataset that it was judged on. */
  public static final String DATASET = "wiresmith.dataset";

  /** Verdict of the gate. */
  public static final String GATE = "wiresmith.gate";

  /** Identity of the run that made it. */
  public static final String RUN_KEY = "wiresmith.run_key";

  /** Digest of the signature; another one makes a major version. */
  public static final String SIGNATURE = "wiresmith.signature";

  /** Digest of code revision and configuration; another one makes a minor version. */
  public static final String CODE = "wiresmith.code";

  /** Who approved a version that waits; anyone may set it. */
  public static final String APPROVED_BY = "wiresmith.approved-by";

  /** All that nobody changes. */
  public static final Set<String> KEPT =
      Set.of(VERSION, SHA256, DATASET, GATE, RUN_KEY, SIGNATURE, CODE);

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");

  private VersionTags() {}

  /**
   * Checks the name of a tag that a user sets.
   *
   * @throws WiresmithException {@code USAGE} if it is malformed or kept by the registry
   */
  public static void requireFree(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "'" + name + "' cannot be a tag: use letters, digits, '.', '_' and '-'.");
    }
    if (KEPT.contains(name)) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "The tag '" + name + "' is kept by the registry and cannot be set. Use another name.");
    }
  }

  static String digest(String text) {
    return Sha256.of(text);
  }
}
