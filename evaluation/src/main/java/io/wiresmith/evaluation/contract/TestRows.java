package io.wiresmith.evaluation.contract;

/** Which rows of a dataset judge a model. */
public enum TestRows {
  /** Rows at or after the end of the training time: the forward-in-time test of a run. */
  LATER_THAN_TRAINING,
  /** Every row: for data that the training has never seen. */
  ALL
}
