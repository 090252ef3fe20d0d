package io.wiresmith.evaluation.contract;

/** Which rows of a dataset judge a model. */
public enum TestRows {
  /** What the training has not seen: rows after its end, or links that were kept from it. */
  UNSEEN,
  /** Every row: for data that the training has never seen. */
  ALL
}
