package io.wiresmith.serving.model;

import io.wiresmith.core.signing.SignatureRule;

/**
 * Where versions come from and what they must pass.
 *
 * @param source names and hands out versions
 * @param proof what their bytes must pass, from there or from the cache
 * @param lastGood the cache
 */
public record ModelSupply(ModelSource source, ModelProof proof, LastGood lastGood) {
  /** Versions of a source, signed or not, without a cache. */
  public static ModelSupply of(ModelSource source) {
    return new ModelSupply(source, new ArtifactProof(SignatureRule.OFF), LastGood.NONE);
  }
}
