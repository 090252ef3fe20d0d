@NullMarked
package io.wiresmith.evaluation.bandwidth;

import org.jspecify.annotations.NullMarked;
