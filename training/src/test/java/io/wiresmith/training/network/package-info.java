/** Tests of the networks. */
@NullMarked
package io.wiresmith.training.network;

import org.jspecify.annotations.NullMarked;
