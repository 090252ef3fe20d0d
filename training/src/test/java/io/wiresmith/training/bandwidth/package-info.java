@NullMarked
package io.wiresmith.training.bandwidth;

import org.jspecify.annotations.NullMarked;
