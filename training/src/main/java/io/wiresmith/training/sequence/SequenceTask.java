package io.wiresmith.training.sequence;

/**
 * What is to be learned, in batches that depend on nothing but their arguments: so an epoch can be
 * taken up in its middle. Batches are made when they are asked for, and not kept.
 */
public interface SequenceTask {
  /** Inputs of one step. */
  int width();

  /** Outputs of one step. */
  int outputs();

  /** The batches of an epoch, from 1. */
  int batches(int epoch);

  /** A batch of an epoch, from 0. */
  SequenceBatch batch(int epoch, int batch);

  /** The batches that are never learned from; 0 for none. */
  int validationBatches();

  /** Such a batch, from 0. */
  SequenceBatch validation(int batch);
}
