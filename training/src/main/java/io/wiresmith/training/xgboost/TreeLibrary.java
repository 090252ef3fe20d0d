package io.wiresmith.training.xgboost;

import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** The native library of XGBoost. */
public final class TreeLibrary {
  private TreeLibrary() {}

  /**
   * Loads it, unless it is loaded, gives it two rows and asks how many it holds.
   *
   * @throws LinkageError if this machine cannot load it
   */
  public static long tried() throws XGBoostError {
    DMatrix matrix = new DMatrix(new float[] {1, 2}, 2, 1, Float.NaN);
    try {
      return matrix.rowNum();
    } finally {
      matrix.dispose();
    }
  }
}
