package io.wiresmith.onnx.trees;

/**
 * A place where a tree changes its mind: the edge to test an export on.
 *
 * @param feature index of the feature
 * @param threshold the threshold; its two float neighbours are the other rows to test
 */
public record Split(int feature, float threshold) implements Comparable<Split> {
  @Override
  public int compareTo(Split other) {
    int byFeature = Integer.compare(feature, other.feature);
    return byFeature != 0 ? byFeature : Float.compare(threshold, other.threshold);
  }
}
