package io.wiresmith.serving.model;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.artifact.ArtifactManifest;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.io.Sha256;
import io.wiresmith.core.signing.SignatureRule;
import io.wiresmith.onnx.ArtifactSession;
import io.wiresmith.onnx.ModelOptions;

/**
 * The signature first, before anything is parsed, then digests, then every conformance vector. The
 * one way to a model, for a registry as for the cache: neither is believed. What was hashed is what
 * is loaded. Thread-safe.
 *
 * @param signatures what is asked of the signature
 */
public record ArtifactProof(SignatureRule signatures) implements ModelProof {
  @Override
  public RunnableModel prove(ModelKey key, SourcedVersion version, VersionFiles files) {
    signatures.check(key, files.where(), files.byName());
    require(files, ArtifactManifest.FILE, version.artifact());
    ArtifactManifest manifest =
        Json.parse(
            files.required(ArtifactManifest.FILE),
            ArtifactManifest.class,
            files.where() + "/" + ArtifactManifest.FILE);
    if (!manifest.model().equals(key.id())) {
      throw new WiresmithException(
          ErrorCode.DIGEST_MISMATCH,
          "%s/%s is that of the model %s; required is %s. Restore it, or use another version."
              .formatted(files.where(), ArtifactManifest.FILE, manifest.model(), key));
    }
    manifest.files().forEach((name, sha256) -> require(files, name, sha256));
    require(files, Artifact.MODEL, version.sha256());
    return new SessionModel(
        ArtifactSession.open(
            files.where(),
            files.required(Artifact.MODEL),
            files.required(Artifact.CONFORMANCE),
            ModelOptions.DEFAULT));
  }

  private static void require(VersionFiles files, String name, String sha256) {
    String found = Sha256.of(files.required(name));
    if (!found.equals(sha256)) {
      throw new WiresmithException(
          ErrorCode.DIGEST_MISMATCH,
          "%s/%s was changed: its SHA-256 is %s, registered was %s. Restore it, or use another version."
              .formatted(files.where(), name, found, sha256));
    }
  }
}
