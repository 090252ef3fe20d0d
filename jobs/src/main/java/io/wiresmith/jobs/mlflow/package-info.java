/**
 * A local MLflow server for whoever has none. Entry: {@link io.wiresmith.jobs.mlflow.LocalMlflow}.
 * May import core.
 */
@NullMarked
package io.wiresmith.jobs.mlflow;

import org.jspecify.annotations.NullMarked;
