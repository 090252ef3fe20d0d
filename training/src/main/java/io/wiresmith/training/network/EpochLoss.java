package io.wiresmith.training.network;

/**
 * The losses of one epoch.
 *
 * @param epoch from 1
 * @param training mean loss of its batches, dropout on
 * @param validation loss on the validation part, dropout off; NaN where there was none
 */
public record EpochLoss(int epoch, double training, double validation) {}
