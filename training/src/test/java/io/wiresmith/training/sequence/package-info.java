@NullMarked
package io.wiresmith.training.sequence;

import org.jspecify.annotations.NullMarked;
