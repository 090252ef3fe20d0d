/**
 * The model that finds the fields of messages: bytes, bidirectional LSTM layers, a linear-chain
 * conditional random field, export. Entry: {@link io.wiresmith.training.fields.FieldsTrainer}. May
 * import core, onnx, training.contract, training.crf, training.sequence, training.torch, Spark SQL
 * and DJL.
 */
@NullMarked
package io.wiresmith.training.fields;

import org.jspecify.annotations.NullMarked;
