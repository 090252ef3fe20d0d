/**
 * Judges taggers of fields beside grids and a heuristic. Entry: {@link
 * io.wiresmith.evaluation.fields.FieldsEvaluator}. May import core, onnx, Spark SQL,
 * evaluation.contract and evaluation.statistics.
 */
@NullMarked
package io.wiresmith.evaluation.fields;

import org.jspecify.annotations.NullMarked;
