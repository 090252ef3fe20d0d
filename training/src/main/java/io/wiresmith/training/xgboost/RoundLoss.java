package io.wiresmith.training.xgboost;

/**
 * The loss of one boosting round, by XGBoost's {@code mlogloss}.
 *
 * @param round from 1
 * @param training on the rows that are learned from; NaN where XGBoost does not tell
 * @param validation on the validation part
 */
public record RoundLoss(int round, double training, double validation) {}
