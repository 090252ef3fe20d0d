/** Tests of training. */
@NullMarked
package io.wiresmith.training;

import org.jspecify.annotations.NullMarked;
