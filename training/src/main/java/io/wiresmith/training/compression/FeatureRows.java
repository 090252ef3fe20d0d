package io.wiresmith.training.compression;

import java.io.Serializable;
import java.util.List;

/**
 * What the members see of some rows.
 *
 * @param trees {@code [N][F]}, the 18 features and the trees' interactions, NaN where missing
 * @param network {@code [N][D]}
 */
record FeatureRows(float[][] trees, float[][] network) implements Serializable {
  static FeatureRows concat(List<FeatureRows> parts) {
    float[][] trees =
        parts.stream().flatMap(part -> java.util.Arrays.stream(part.trees)).toArray(float[][]::new);
    float[][] network =
        parts.stream()
            .flatMap(part -> java.util.Arrays.stream(part.network))
            .toArray(float[][]::new);
    return new FeatureRows(trees, network);
  }

  FeatureRows slice(int from, int to) {
    return new FeatureRows(
        java.util.Arrays.copyOfRange(trees, from, to),
        java.util.Arrays.copyOfRange(network, from, to));
  }
}
