package io.wiresmith.serving.model;

import io.wiresmith.core.ModelKey;
import io.wiresmith.core.WiresmithException;

/** What bytes must pass before they decide anything, wherever they come from. */
public interface ModelProof {
  /**
   * Verifies, loads and rehearses a version.
   *
   * @throws WiresmithException of category INTEGRITY that names the file if it is not what was
   *     registered or fails its conformance vectors; {@code INVALID_INPUT} if it is no model
   */
  RunnableModel prove(ModelKey key, SourcedVersion version, VersionFiles files);
}
