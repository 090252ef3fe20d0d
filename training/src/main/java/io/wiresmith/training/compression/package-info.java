/**
 * Trains the model that chooses a codec: features as ONNX nodes, boosted trees and networks, one
 * ONNX file. Entry: {@link io.wiresmith.training.compression.CompressionTrainer}. May import core,
 * onnx, Spark, and this module's {@code contract}, {@code xgboost} and {@code network}.
 */
@NullMarked
package io.wiresmith.training.compression;

import org.jspecify.annotations.NullMarked;
