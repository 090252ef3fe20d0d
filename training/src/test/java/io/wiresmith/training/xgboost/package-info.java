/** Tests of the trees. */
@NullMarked
package io.wiresmith.training.xgboost;

import org.jspecify.annotations.NullMarked;
