package io.wiresmith.core.artifact;

import java.util.Map;
import java.util.TreeMap;

/**
 * The digests of every file of an artifact; written last, it commits the artifact.
 *
 * @param model {@code <model>[-<variant>]}
 * @param files file name to SHA-256, without the manifest itself
 */
public record ArtifactManifest(String model, Map<String, String> files) {
  /** The manifest's file name. */
  public static final String FILE = "manifest.json";

  /** Sorts and copies the files. */
  public ArtifactManifest {
    files = java.util.Collections.unmodifiableMap(new TreeMap<>(files));
  }
}
