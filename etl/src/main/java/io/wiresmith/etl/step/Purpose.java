package io.wiresmith.etl.step;

/** What a labelled dataset is for. */
public enum Purpose {
  /** Every class must be there, and no day may be missing. */
  TRAINING,
  /** Any sound rows will do. */
  EVALUATION
}
