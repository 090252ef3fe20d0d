package io.wiresmith.registry.mlflow;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.artifact.ArtifactManifest;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.io.Sha256;
import io.wiresmith.registry.VersionTags;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What binds a version to its files, kept as one tag that comes with the version's creation: it is
 * there from the first moment or never. Bound itself by the digest of all that stands in it.
 *
 * @param model {@code <model>[-<variant>]}
 * @param runKey identity of the run
 * @param runId name of the run
 * @param artifacts where the artifact's files are
 * @param runArtifacts where the run's files are
 * @param files file name to SHA-256 of the artifact, {@code manifest.json} included
 * @param runFiles file name to SHA-256 of what the run left
 * @param sha256 digest of all the above
 */
record StoredRecord(
    String model,
    String runKey,
    String runId,
    String artifacts,
    String runArtifacts,
    Map<String, String> files,
    Map<String, String> runFiles,
    String sha256) {
  static final String TAG = "wiresmith.record";

  StoredRecord {
    files = Collections.unmodifiableMap(new TreeMap<>(files));
    runFiles = Collections.unmodifiableMap(new TreeMap<>(runFiles));
  }

  /** The same, bound by its own digest. */
  StoredRecord sealed() {
    return withDigest(Sha256.of(Json.line(withDigest(""))));
  }

  private StoredRecord withDigest(String digest) {
    return new StoredRecord(model, runKey, runId, artifacts, runArtifacts, files, runFiles, digest);
  }

  /**
   * Reads and checks it.
   *
   * @param tags all tags of the version
   * @param where the version, for messages
   * @throws WiresmithException {@code DIGEST_MISMATCH} if a byte was changed, or it is not this
   *     model's
   */
  static StoredRecord read(Map<String, String> tags, ModelKey key, String where) {
    String text = tags.get(TAG);
    if (text == null) {
      throw damaged(where + " has no tag " + TAG + ": it was not registered by Wiresmith.");
    }
    StoredRecord stored =
        Json.parse(
            text.getBytes(StandardCharsets.UTF_8), StoredRecord.class, where + "'s tag " + TAG);
    if (!text.equals(Json.line(stored.sealed()))) {
      throw damaged(where + "'s tag " + TAG + " was changed: its digest is another. Restore it.");
    }
    if (!stored.model().equals(key.id())) {
      throw damaged(
          "%s's tag %s is the record of %s, not of %s. Restore it."
              .formatted(where, TAG, stored.model(), key));
    }
    requireEqual(tags, VersionTags.RUN_KEY, stored.runKey(), where);
    requireEqual(tags, VersionTags.SHA256, stored.files().get(Artifact.MODEL) + "", where);
    if (!stored.files().containsKey(ArtifactManifest.FILE)) {
      throw damaged(where + "'s tag " + TAG + " names no " + ArtifactManifest.FILE + ".");
    }
    return stored;
  }

  private static void requireEqual(
      Map<String, String> tags, String name, String wanted, String where) {
    if (!wanted.equals(tags.get(name))) {
      throw damaged(
          "%s's tag %s was changed: it is '%s', registered was '%s'. Restore it."
              .formatted(where, name, tags.getOrDefault(name, ""), wanted));
    }
  }

  private static WiresmithException damaged(String message) {
    return new WiresmithException(ErrorCode.DIGEST_MISMATCH, message);
  }
}
