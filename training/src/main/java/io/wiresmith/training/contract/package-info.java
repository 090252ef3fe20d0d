/**
 * What every trainer takes and gives. Entry: {@link io.wiresmith.training.contract.ModelTrainer}.
 * May import core and Spark SQL.
 */
@NullMarked
package io.wiresmith.training.contract;

import org.jspecify.annotations.NullMarked;
