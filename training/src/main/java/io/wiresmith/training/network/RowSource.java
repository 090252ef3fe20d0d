package io.wiresmith.training.network;

/** The rows of each epoch: the same ones, or fresh augmentations. */
@FunctionalInterface
public interface RowSource {
  /** The rows of an epoch, from 1; equal for equal arguments. */
  LearningRows epoch(int epoch);
}
