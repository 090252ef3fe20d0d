package io.wiresmith.training.compression;

import io.wiresmith.training.contract.Problems;
import io.wiresmith.training.network.NetworkSettings;
import io.wiresmith.training.xgboost.TreeSettings;

/** The ranges of the settings; what is outside is told at once by {@link #check}. */
final class Ranges {
  private static final double MUCH = 1_000_000;

  private final Problems problems = new Problems("training.compression");

  void split(CompressionTrainingConfig.Split split, int folds, double treeWeight) {
    problems.range("split.test-ratio", split.testRatio(), 0.01, 0.9);
    problems.range("split.validation-ratio", split.validationRatio(), 0.01, 0.9);
    problems.range("tree-weight", treeWeight, 0, 1);
    problems.range("folds", folds, 0, 100);
  }

  void trees(TreeSettings trees) {
    problems.range("trees.rounds", trees.rounds(), 1, 5000);
    problems.range("trees.max-depth", trees.maxDepth(), 1, 16);
    problems.above("trees.eta", trees.eta(), 0, 1);
    problems.above("trees.subsample", trees.subsample(), 0, 1);
    problems.above("trees.colsample-bytree", trees.colsampleBytree(), 0, 1);
    problems.above("trees.colsample-bynode", trees.colsampleBynode(), 0, 1);
    problems.range("trees.min-child-weight", trees.minChildWeight(), 0, MUCH);
    problems.range("trees.lambda", trees.lambda(), 0, MUCH);
    problems.range("trees.max-bins", trees.maxBins(), 2, 65_536);
    problems.range("trees.early-stopping-rounds", trees.earlyStoppingRounds(), 0, 5000);
    problems.range("trees.workers", trees.workers(), 1, 256);
  }

  void network(NetworkSettings network) {
    problems.range("number of network.hidden", network.hidden().size(), 1, 16);
    for (int width : network.hidden()) {
      problems.range("network.hidden", width, 1, 8192);
    }
    problems.range("network.dropout", network.dropout(), 0, 0.95);
    problems.range("network.cross-entropy-factor", network.crossEntropyFactor(), 0, MUCH);
    problems.range("network.regret-factor", network.regretFactor(), 0, MUCH);
    problems.above(
        "network.cross-entropy-factor + network.regret-factor",
        network.crossEntropyFactor() + network.regretFactor(),
        0,
        2 * MUCH);
    problems.above("network.regret-cap", network.regretCap(), 0, MUCH);
    problems.above("network.learning-rate", network.learningRate(), 0, 1);
    problems.range("network.weight-decay", network.weightDecay(), 0, 1);
    problems.range("network.batch-size", network.batchSize(), 2, 1_000_000);
    problems.range("network.epochs", network.epochs(), 1, 10_000);
    problems.range("network.patience", network.patience(), 0, 10_000);
    problems.range("network.bags", network.bags(), 1, 64);
  }

  void rows(String member, CompressionTrainingConfig.MemberRows rows) {
    problems.range(member + ".weights.exponent", rows.weights().exponent(), 0, 10);
    problems.range(member + ".weights.offset", rows.weights().offset(), 0, MUCH);
    problems.above(member + ".weights.cap", rows.weights().cap(), 0, MUCH);
    problems.range(member + ".augmentation.copies", rows.augmentation().copies(), 0, 100);
    problems.range(member + ".augmentation.swap", rows.augmentation().swap(), 0, 1);
    problems.range(member + ".augmentation.mix", rows.augmentation().mix(), 0, 1);
  }

  void check() {
    problems.check();
  }
}
