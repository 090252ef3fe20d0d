package io.wiresmith.serving.model;

/**
 * Where versions come from and what they must pass.
 *
 * @param source names and hands out versions
 * @param proof what their bytes must pass, from there or from the cache
 * @param lastGood the cache
 */
public record ModelSupply(ModelSource source, ModelProof proof, LastGood lastGood) {
  /** Versions of a source, with digests and conformance vectors, and without a cache. */
  public static ModelSupply of(ModelSource source) {
    return new ModelSupply(source, new ArtifactProof(), LastGood.NONE);
  }
}
