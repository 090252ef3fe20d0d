/** Tests of the networks. */
@NullMarked
package io.wiresmith.training.torch;

import org.jspecify.annotations.NullMarked;
