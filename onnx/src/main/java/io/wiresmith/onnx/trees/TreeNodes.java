package io.wiresmith.onnx.trees;

import io.wiresmith.onnx.graph.Attribute;
import io.wiresmith.onnx.graph.GraphBuilder;
import java.util.ArrayList;
import java.util.List;

/** The attributes of {@code TreeEnsembleRegressor}: parallel arrays over all nodes. */
final class TreeNodes {
  private final TreeEnsemble ensemble;
  private final int size;
  private final long[] treeIds;
  private final long[] nodeIds;
  private final long[] features;
  private final float[] thresholds;
  private final long[] yes;
  private final long[] no;
  private final long[] defaultYes;
  private final List<String> modes = new ArrayList<>();
  private final List<Leaf> leaves = new ArrayList<>();

  private record Leaf(long treeId, long nodeId, long classId, float value) {}

  TreeNodes(TreeEnsemble ensemble) {
    this.ensemble = ensemble;
    this.size = ensemble.trees().stream().mapToInt(Tree::size).sum();
    treeIds = new long[size];
    nodeIds = new long[size];
    features = new long[size];
    thresholds = new float[size];
    yes = new long[size];
    no = new long[size];
    defaultYes = new long[size];
    int at = 0;
    for (int tree = 0; tree < ensemble.trees().size(); tree++) {
      at = fill(ensemble.trees().get(tree), tree, at);
    }
  }

  String write(GraphBuilder graph, String input) {
    float[] base = new float[ensemble.classes()];
    for (int i = 0; i < base.length; i++) {
      base[i] = ensemble.baseValues().get(i);
    }
    return graph.mlNode(
        "TreeEnsembleRegressor",
        List.of(input),
        Attribute.integer("n_targets", ensemble.classes()),
        Attribute.text("aggregate_function", "SUM"),
        Attribute.text("post_transform", "NONE"),
        Attribute.reals("base_values", base),
        Attribute.integers("nodes_treeids", treeIds),
        Attribute.integers("nodes_nodeids", nodeIds),
        Attribute.integers("nodes_featureids", features),
        Attribute.reals("nodes_values", thresholds),
        Attribute.texts("nodes_modes", modes),
        Attribute.integers("nodes_truenodeids", yes),
        Attribute.integers("nodes_falsenodeids", no),
        Attribute.integers("nodes_missing_value_tracks_true", defaultYes),
        Attribute.integers("target_treeids", leaves.stream().mapToLong(Leaf::treeId).toArray()),
        Attribute.integers("target_nodeids", leaves.stream().mapToLong(Leaf::nodeId).toArray()),
        Attribute.integers("target_ids", leaves.stream().mapToLong(Leaf::classId).toArray()),
        Attribute.reals("target_weights", weights()));
  }

  private int fill(Tree tree, int treeId, int start) {
    for (int node = 0; node < tree.size(); node++) {
      int at = start + node;
      treeIds[at] = treeId;
      nodeIds[at] = node;
      if (tree.isLeaf(node)) {
        modes.add("LEAF");
        leaves.add(new Leaf(treeId, node, tree.classId(), tree.threshold()[node]));
      } else {
        modes.add("BRANCH_LT");
        features[at] = tree.feature()[node];
        thresholds[at] = tree.threshold()[node];
        yes[at] = tree.yes()[node];
        no[at] = tree.no()[node];
        defaultYes[at] = tree.defaultYes()[node] ? 1 : 0;
      }
    }
    return start + tree.size();
  }

  private float[] weights() {
    float[] weights = new float[leaves.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = leaves.get(i).value();
    }
    return weights;
  }
}
