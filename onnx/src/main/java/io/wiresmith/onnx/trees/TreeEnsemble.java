package io.wiresmith.onnx.trees;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.onnx.graph.GraphBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Boosted trees for several classes. The margin of a class is its base value plus the leaves of its
 * trees; probabilities are the softmax of the margins.
 *
 * @param featureCount number of features in a row
 * @param baseValues one for each class
 * @param trees all the trees, round by round
 * @param roundEnds after each round, how many trees there are
 */
public record TreeEnsemble(
    int featureCount, List<Float> baseValues, List<Tree> trees, List<Integer> roundEnds) {
  /** Checks and copies. */
  public TreeEnsemble {
    baseValues = List.copyOf(baseValues);
    trees = List.copyOf(trees);
    roundEnds = List.copyOf(roundEnds);
    int classes = baseValues.size();
    for (Tree tree : trees) {
      boolean known = tree.classId() >= 0 && tree.classId() < classes;
      if (!known || Arrays.stream(tree.feature()).anyMatch(f -> f < 0 || f >= featureCount)) {
        throw new WiresmithException(
            ErrorCode.UNREADABLE_DATA,
            "A tree of class %d looks outside of %d classes and %d features."
                .formatted(tree.classId(), classes, featureCount));
      }
    }
    if (roundEnds.isEmpty() || roundEnds.get(roundEnds.size() - 1) != trees.size()) {
      throw new WiresmithException(
          ErrorCode.UNREADABLE_DATA,
          "The rounds end at %s, but there are %d trees.".formatted(roundEnds, trees.size()));
    }
  }

  /**
   * Reads a booster of XGBoost 3.1 saved as JSON ({@code multi:softprob}, numeric splits).
   *
   * @throws WiresmithException {@code UNREADABLE_DATA} if it is another kind of booster
   */
  public static TreeEnsemble ofXgboost(byte[] json) {
    return new XgboostJson().parse(json);
  }

  /** Number of classes. */
  public int classes() {
    return baseValues.size();
  }

  /** Number of boosting rounds. */
  public int rounds() {
    return roundEnds.size();
  }

  /** The ensemble after its first rounds, as after early stopping. */
  public TreeEnsemble firstRounds(int rounds) {
    if (rounds < 1 || rounds > rounds()) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "Cannot cut to %d rounds: required is 1 to %d.".formatted(rounds, rounds()));
    }
    return new TreeEnsemble(
        featureCount,
        baseValues,
        trees.subList(0, roundEnds.get(rounds - 1)),
        roundEnds.subList(0, rounds));
  }

  /** Every split of every tree once, sorted. */
  public SortedSet<Split> splits() {
    SortedSet<Split> splits = new TreeSet<>();
    for (Tree tree : trees) {
      for (int node = 0; node < tree.size(); node++) {
        if (!tree.isLeaf(node)) {
          splits.add(new Split(tree.feature()[node], tree.threshold()[node]));
        }
      }
    }
    return splits;
  }

  /** The margins of a row, computed in Java: what an export is compared with. */
  public float[] margins(float[] features) {
    float[] margins = new float[classes()];
    for (int i = 0; i < margins.length; i++) {
      margins[i] = baseValues.get(i);
    }
    for (Tree tree : trees) {
      margins[tree.classId()] += tree.value(features);
    }
    return margins;
  }

  /**
   * Adds the trees to a graph.
   *
   * @param features a float value {@code [N, featureCount]}
   * @return the margins {@code [N, classes]}; softmax along axis 1 gives probabilities
   */
  public String write(GraphBuilder graph, String features) {
    return new TreeNodes(this).write(graph, features);
  }
}
