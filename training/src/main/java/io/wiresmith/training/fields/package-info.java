/**
 * The model that finds the fields of messages: bytes, bidirectional LSTM layers, a linear-chain
 * conditional random field, export, checkpoints. Entries: {@link
 * io.wiresmith.training.fields.FieldsTrainer}, {@link
 * io.wiresmith.training.fields.FieldsContinuation}, {@link
 * io.wiresmith.training.fields.TaggerCheckpoints}. May import core, onnx, training.checkpoint,
 * training.contract, training.crf, training.sequence, training.torch, Spark SQL and DJL.
 */
@NullMarked
package io.wiresmith.training.fields;

import org.jspecify.annotations.NullMarked;
