package io.wiresmith.training.xgboost;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * Parameters of the boosted trees, as XGBoost defines them; objective {@code multi:softprob}, tree
 * method {@code hist}.
 *
 * @param rounds boosting rounds at most; each makes one tree per class
 * @param maxDepth depth of a tree
 * @param eta learning rate
 * @param subsample share of rows for each round
 * @param colsampleBytree share of features for each tree
 * @param colsampleBynode share of features for each split
 * @param minChildWeight least sum of hessians in a leaf
 * @param lambda L2 penalty of the leaves
 * @param maxBins histogram bins for each feature
 * @param earlyStoppingRounds rounds without improvement on the validation part before the probing
 *     fit stops; 0 takes {@code rounds} as they are
 * @param workers Spark tasks that train together, each on its share of the rows; more than one
 *     gives another model, the same on every master
 */
@JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
public record TreeSettings(
    int rounds,
    int maxDepth,
    double eta,
    double subsample,
    double colsampleBytree,
    double colsampleBynode,
    double minChildWeight,
    double lambda,
    int maxBins,
    int earlyStoppingRounds,
    int workers) {

  /** The specification's: 200 rounds, depth 8, eta 0.05. */
  public static TreeSettings specification() {
    return new TreeSettings(200, 8, 0.05, 1, 1, 1, 1, 1, 256, 0, 1);
  }

  /** The same with another number of rounds and no early stopping. */
  public TreeSettings exactly(int rounds) {
    return new TreeSettings(
        rounds,
        maxDepth,
        eta,
        subsample,
        colsampleBytree,
        colsampleBynode,
        minChildWeight,
        lambda,
        maxBins,
        0,
        workers);
  }
}
