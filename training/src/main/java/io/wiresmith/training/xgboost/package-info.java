/**
 * Gradient-boosted trees on Spark: settings, folds of groups, cross-validation, fit. Entry: {@link
 * io.wiresmith.training.xgboost.BoostedTreesTrainer}. May import core, Spark ML and XGBoost.
 */
@NullMarked
package io.wiresmith.training.xgboost;

import org.jspecify.annotations.NullMarked;
