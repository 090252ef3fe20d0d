package io.wiresmith.onnx.trees;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.util.Arrays;

/**
 * One decision tree; node 0 is the root. An inner node goes to its {@code yes} child when {@code
 * feature < threshold}, and where the feature is NaN as {@code defaultYes} says. Arrays are not
 * copied, since a booster has hundreds of thousands of nodes: do not change them.
 *
 * @param classId the class whose margin the leaves add to
 * @param feature index of the feature that a node looks at
 * @param threshold the threshold of an inner node, the value of a leaf
 * @param yes child below the threshold, -1 in a leaf
 * @param no the other child, -1 in a leaf
 * @param defaultYes where NaN goes
 */
@SuppressWarnings("ArrayRecordComponent") // equals and hashCode are written for arrays
public record Tree(
    int classId, int[] feature, float[] threshold, int[] yes, int[] no, boolean[] defaultYes) {
  /** Checks that every node has all its parts and that children come after their parents. */
  public Tree {
    int nodes = feature.length;
    boolean whole =
        nodes > 0
            && threshold.length == nodes
            && yes.length == nodes
            && no.length == nodes
            && defaultYes.length == nodes;
    for (int node = 0; whole && node < nodes; node++) {
      boolean leaf = yes[node] < 0;
      whole =
          leaf
              ? no[node] < 0
              : yes[node] > node && no[node] > node && yes[node] < nodes && no[node] < nodes;
    }
    if (!whole) {
      throw new WiresmithException(
          ErrorCode.UNREADABLE_DATA,
          "A tree of class %d is broken: its nodes lack parts or point outside of it."
              .formatted(classId));
    }
  }

  /** Number of nodes, leaves included. */
  public int size() {
    return feature.length;
  }

  /** Whether a node is a leaf. */
  public boolean isLeaf(int node) {
    return yes[node] < 0;
  }

  /** What this tree adds for a row of features. */
  public float value(float[] features) {
    int node = 0;
    while (!isLeaf(node)) {
      float value = features[feature[node]];
      boolean goesYes = Float.isNaN(value) ? defaultYes[node] : value < threshold[node];
      node = goesYes ? yes[node] : no[node];
    }
    return threshold[node];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tree that
        && classId == that.classId
        && Arrays.equals(feature, that.feature)
        && Arrays.equals(threshold, that.threshold)
        && Arrays.equals(yes, that.yes)
        && Arrays.equals(no, that.no)
        && Arrays.equals(defaultYes, that.defaultYes);
  }

  @Override
  public int hashCode() {
    return 31 * classId + Arrays.hashCode(threshold);
  }
}
