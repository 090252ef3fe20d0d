/**
 * What an evaluation found. Entry: {@link io.wiresmith.core.evaluation.EvaluationReport}. May
 * import core.
 */
@NullMarked
package io.wiresmith.core.evaluation;

import org.jspecify.annotations.NullMarked;
