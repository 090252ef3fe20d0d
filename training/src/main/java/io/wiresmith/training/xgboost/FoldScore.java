package io.wiresmith.training.xgboost;

/**
 * What one fold of the cross-validation found on its held-out real rows.
 *
 * @param fold the fold held out
 * @param rows its rows
 * @param regret regret
 * @param accuracy accuracy by MLlib's evaluator
 * @param weightedF1 F1 weighted by class shares, by MLlib's evaluator
 */
public record FoldScore(int fold, long rows, double regret, double accuracy, double weightedF1) {}
