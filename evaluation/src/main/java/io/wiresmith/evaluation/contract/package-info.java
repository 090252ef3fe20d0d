/**
 * What every evaluator takes and gives. Entry: {@link
 * io.wiresmith.evaluation.contract.ModelEvaluator}. May import core and Spark SQL.
 */
@NullMarked
package io.wiresmith.evaluation.contract;

import org.jspecify.annotations.NullMarked;
