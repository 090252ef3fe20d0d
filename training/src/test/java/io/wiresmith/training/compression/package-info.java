/** Tests of the compression trainer. */
@NullMarked
package io.wiresmith.training.compression;

import org.jspecify.annotations.NullMarked;
