package io.wiresmith.training.xgboost;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.element_at;

import org.apache.spark.ml.evaluation.Evaluator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Regret of the predicted classes, {@code exp(mean(log cost chosen - log least cost)) - 1}, over
 * real rows only. Less is better.
 */
public final class RegretEvaluator extends Evaluator {
  private static final long serialVersionUID = 1L;

  private final String id = "regret";

  @Override
  public double evaluate(Dataset<?> predictions) {
    Row mean =
        predictions
            .filter(col(ClassifiedFrame.REAL))
            .agg(
                avg(element_at(col(ClassifiedFrame.REGRET), col("prediction").cast("int").plus(1))))
            .head();
    return mean.isNullAt(0) ? Double.NaN : Math.expm1(mean.getDouble(0));
  }

  @Override
  public boolean isLargerBetter() {
    return false;
  }

  @Override
  public RegretEvaluator copy(ParamMap extra) {
    return new RegretEvaluator();
  }

  @Override
  public String uid() {
    return id;
  }
}
