/**
 * Networks over sequences, trained by DJL so that a killed training goes on to the same bytes.
 * Entries: {@link io.wiresmith.training.sequence.NetworkTrainer}, and for a stack of LSTM layers
 * {@link io.wiresmith.training.sequence.SequenceTrainer}. May import core, onnx, training.contract
 * and DJL.
 */
@NullMarked
package io.wiresmith.training.sequence;

import org.jspecify.annotations.NullMarked;
