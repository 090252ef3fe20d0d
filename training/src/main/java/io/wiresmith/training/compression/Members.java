package io.wiresmith.training.compression;

import io.wiresmith.training.network.FittedNetwork;
import io.wiresmith.training.xgboost.FittedTrees;
import java.util.List;

/**
 * The trained members and how they are blended: {@code treeWeight * trees + (1 - treeWeight) *
 * mean(networks)}.
 *
 * @param trees the boosted trees
 * @param networks at least one network
 * @param treeWeight 0 to 1
 */
record Members(FittedTrees trees, List<FittedNetwork> networks, double treeWeight) {
  Members {
    networks = List.copyOf(networks);
  }

  /** Class probabilities {@code [N][3]} of the trees. */
  float[][] byTrees(float[][] inputs) {
    return trees.probabilities(inputs);
  }

  /** Class probabilities {@code [N][3]}, the mean of the networks. */
  float[][] byNetworks(float[][] inputs) {
    float[][] sum = networks.get(0).probabilities(inputs);
    for (int bag = 1; bag < networks.size(); bag++) {
      float[][] next = networks.get(bag).probabilities(inputs);
      // Running mean: (bag * sum + next) / (bag + 1).
      sum = Matrices.blend(sum, next, bag / (bag + 1.0));
    }
    return sum;
  }

  /** Class probabilities {@code [N][3]} of the blend. */
  float[][] probabilities(FeatureRows rows) {
    return Matrices.blend(byTrees(rows.trees()), byNetworks(rows.network()), treeWeight);
  }
}
