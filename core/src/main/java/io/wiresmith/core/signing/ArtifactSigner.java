package io.wiresmith.core.signing;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Sha256;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Signs artifacts with one key.
 *
 * @param key the key
 */
public record ArtifactSigner(SigningKey key) {
  /**
   * Puts {@code model.sig} beside the artifact's files, unless this key has signed just these files
   * already.
   *
   * @return whether it was written
   * @throws WiresmithException {@code DIGEST_MISMATCH} if a file is not what the manifest says
   */
  public boolean sign(Artifact artifact) {
    Map<String, byte[]> files = artifact.files();
    if (files.containsKey(Artifact.SIGNATURE) && holds(artifact, files)) {
      return false;
    }
    Map<String, String> digests = new TreeMap<>();
    files.forEach((name, bytes) -> digests.put(name, Sha256.of(bytes)));
    digests.remove(Artifact.SIGNATURE);
    AtomicFiles.write(
        artifact.directory().resolve(Artifact.SIGNATURE), key.sign(artifact.key().id(), digests));
    return true;
  }

  private boolean holds(Artifact artifact, Map<String, byte[]> files) {
    TrustRoot own = new TrustRoot(List.of(key.open()));
    try {
      new SignatureRule(SignaturePolicy.REQUIRED, own)
          .check(artifact.key(), artifact.directory().toString(), files);
      return true;
    } catch (WiresmithException e) {
      if (e.code() != ErrorCode.SIGNATURE_REFUSED) {
        throw e;
      }
      return false; // Another key's, or of other files.
    }
  }
}
