package io.wiresmith.training.xgboost;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * Boosted trees as XGBoost saves them.
 *
 * @param json the booster, XGBoost's JSON
 * @param rounds boosting rounds that count; a probing fit may hold more
 * @param folds the cross-validation; empty where there was none
 */
public record FittedTrees(byte[] json, int rounds, List<FoldScore> folds) {
  /** Copies the folds. */
  public FittedTrees {
    folds = List.copyOf(folds);
  }

  /** The version of XGBoost that made it, as it says itself. */
  public String xgboostVersion() {
    String text = new String(json, StandardCharsets.UTF_8);
    int at = text.lastIndexOf("\"version\":[");
    int end = at < 0 ? -1 : text.indexOf(']', at);
    return end < 0
        ? "unknown"
        : text.substring(at + "\"version\":[".length(), end).replace(',', '.').replace(" ", "");
  }

  /**
   * Class probabilities {@code [N][classes]} by XGBoost itself.
   *
   * @param features {@code [N][F]}, finite or NaN
   */
  public float[][] probabilities(float[][] features) {
    if (features.length == 0) {
      return new float[0][];
    }
    int width = features[0].length;
    float[] flat = new float[features.length * width];
    for (int i = 0; i < features.length; i++) {
      System.arraycopy(features[i], 0, flat, i * width, width);
    }
    try {
      Booster booster = XGBoost.loadModel(new ByteArrayInputStream(json));
      booster.setParam("nthread", 1);
      DMatrix matrix = new DMatrix(flat, features.length, width, Float.NaN);
      try {
        return booster.predict(matrix, false, rounds);
      } finally {
        matrix.dispose();
        booster.dispose();
      }
    } catch (XGBoostError | IOException e) {
      throw new WiresmithException(
          ErrorCode.INTERNAL, "XGBoost cannot predict with its own model: " + e.getMessage(), e);
    }
  }
}
