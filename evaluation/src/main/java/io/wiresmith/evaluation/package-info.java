/**
 * Judges artifacts. Entry: {@link io.wiresmith.evaluation.Evaluators}; pages for reviewers: {@code
 * evaluation.report}. May import core, onnx and Spark SQL.
 */
@NullMarked
package io.wiresmith.evaluation;

import org.jspecify.annotations.NullMarked;
