/**
 * Labelled datasets in, one artifact out. Entry: {@link io.wiresmith.training.Trainers}. May import
 * core, onnx, Spark, and the packages below.
 */
@NullMarked
package io.wiresmith.training;

import org.jspecify.annotations.NullMarked;
