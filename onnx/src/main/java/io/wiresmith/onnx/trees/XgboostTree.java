package io.wiresmith.onnx.trees;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.io.IOException;
import java.util.Arrays;

/** The arrays of one tree as XGBoost stores them. */
final class XgboostTree {
  private static final float[] NONE = {};

  private float[] splitIndices = NONE;
  private float[] splitConditions = NONE;
  private float[] left = NONE;
  private float[] right = NONE;
  private float[] defaultLeft = NONE;
  private float[] splitTypes = NONE;
  private int leafVector = 1;

  /** Reads the object that the parser stands at. */
  static XgboostTree read(JsonParser parser) throws IOException {
    XgboostTree tree = new XgboostTree();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "split_indices" -> tree.splitIndices = XgboostJson.floats(parser);
        case "split_conditions" -> tree.splitConditions = XgboostJson.floats(parser);
        case "left_children" -> tree.left = XgboostJson.floats(parser);
        case "right_children" -> tree.right = XgboostJson.floats(parser);
        case "default_left" -> tree.defaultLeft = XgboostJson.floats(parser);
        case "split_type" -> tree.splitTypes = XgboostJson.floats(parser);
        case "tree_param" -> tree.readParameters(parser);
        default -> parser.skipChildren();
      }
    }
    return tree;
  }

  /** The tree without the nodes that pruning left behind, children after their parents. */
  Tree tree(int classId) {
    check();
    int[] order = new int[left.length];
    int[] yes = new int[left.length];
    int[] no = new int[left.length];
    int size = 1;
    for (int at = 0; at < size; at++) {
      int node = order[at];
      yes[at] = -1;
      no[at] = -1;
      if (left[node] >= 0) {
        if (size + 2 > order.length) {
          throw broken();
        }
        yes[at] = size;
        order[size++] = child(left[node]);
        no[at] = size;
        order[size++] = child(right[node]);
      }
    }
    return ordered(classId, order, yes, no, size);
  }

  private Tree ordered(int classId, int[] order, int[] yes, int[] no, int size) {
    int[] feature = new int[size];
    float[] threshold = new float[size];
    boolean[] defaultYes = new boolean[size];
    for (int at = 0; at < size; at++) {
      int node = order[at];
      boolean leaf = yes[at] < 0;
      feature[at] = leaf ? 0 : (int) splitIndices[node];
      threshold[at] = splitConditions[node];
      defaultYes[at] = !leaf && defaultLeft[node] != 0;
    }
    return new Tree(
        classId, feature, threshold, Arrays.copyOf(yes, size), Arrays.copyOf(no, size), defaultYes);
  }

  private void check() {
    int nodes = left.length;
    if (nodes == 0
        || right.length != nodes
        || splitIndices.length != nodes
        || splitConditions.length != nodes
        || defaultLeft.length != nodes) {
      throw broken();
    }
    for (float type : splitTypes) {
      if (type != 0) {
        throw XgboostJson.refused("it splits by category");
      }
    }
    if (leafVector > 1) {
      throw XgboostJson.refused("its leaves are vectors");
    }
  }

  private int child(float index) {
    if (index < 1 || index >= left.length) {
      throw broken();
    }
    return (int) index;
  }

  private void readParameters(JsonParser parser) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      if (name.equals("size_leaf_vector")) {
        leafVector = Integer.parseInt(parser.getText());
      }
    }
  }

  private static WiresmithException broken() {
    return new WiresmithException(
        ErrorCode.UNREADABLE_DATA,
        "A tree of the booster is broken: its arrays differ in length or its children are no nodes.");
  }
}
