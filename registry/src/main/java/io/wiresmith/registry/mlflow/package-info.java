/**
 * A registry that is an MLflow 3 server, reviewed in its UI and trusted by none: every byte that
 * comes back is hashed. Entry: {@link io.wiresmith.registry.mlflow.MlflowRegistry}. May import core
 * and registry.
 */
@NullMarked
package io.wiresmith.registry.mlflow;

import org.jspecify.annotations.NullMarked;
