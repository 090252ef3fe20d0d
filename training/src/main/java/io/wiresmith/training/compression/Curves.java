package io.wiresmith.training.compression;

import io.wiresmith.core.run.CurvePoint;
import io.wiresmith.training.network.EpochLoss;
import io.wiresmith.training.xgboost.RoundLoss;
import java.util.function.Consumer;

/** Tells losses while members are fitted, by the names that the report's losses have. */
record Curves(Consumer<CurvePoint> points) {
  /** Tells nobody. */
  static Curves untold() {
    return new Curves(point -> {});
  }

  /** The losses of a network by epoch. */
  Consumer<EpochLoss> network(String name) {
    return loss -> both("loss/" + name, loss.epoch(), loss.training(), loss.validation());
  }

  /** The losses of trees by round. */
  Consumer<RoundLoss> trees(String name) {
    return loss -> both("loss/" + name, loss.round(), loss.training(), loss.validation());
  }

  private void both(String curve, int step, double training, double validation) {
    point(curve + "/training", step, training);
    point(curve + "/validation", step, validation);
  }

  private void point(String curve, int step, double value) {
    if (!Double.isNaN(value)) {
      points.accept(new CurvePoint(curve, step, value));
    }
  }
}
