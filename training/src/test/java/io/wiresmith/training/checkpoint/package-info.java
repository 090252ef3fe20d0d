@NullMarked
package io.wiresmith.training.checkpoint;

import org.jspecify.annotations.NullMarked;
