@NullMarked
package io.wiresmith.training.crf;

import org.jspecify.annotations.NullMarked;
