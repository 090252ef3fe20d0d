/**
 * The network that finds the fields of messages: bytes, bidirectional LSTM layers, a linear-chain
 * conditional random field. Entry: {@link io.wiresmith.training.fields.TaggerTrainer}. May import
 * core, onnx, training.crf, training.sequence, training.torch, Spark SQL and DJL.
 */
@NullMarked
package io.wiresmith.training.fields;

import org.jspecify.annotations.NullMarked;
