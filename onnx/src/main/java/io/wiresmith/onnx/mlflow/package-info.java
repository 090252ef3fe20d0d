/**
 * The files that make an artifact an MLflow model. Entry: {@link
 * io.wiresmith.onnx.mlflow.MlflowFlavor}. May import core and the tensors of this module.
 */
@NullMarked
package io.wiresmith.onnx.mlflow;

import org.jspecify.annotations.NullMarked;
