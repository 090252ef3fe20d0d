/**
 * The MLflow registry against a real server. Entry: {@link
 * io.wiresmith.registry.mlflow.TestingMlflow}.
 */
@NullMarked
package io.wiresmith.registry.mlflow;

import org.jspecify.annotations.NullMarked;
