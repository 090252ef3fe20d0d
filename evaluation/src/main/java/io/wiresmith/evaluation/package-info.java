/** The module evaluation. */
@NullMarked
package io.wiresmith.evaluation;

import org.jspecify.annotations.NullMarked;
