@NullMarked
package io.wiresmith.core.gate;

import org.jspecify.annotations.NullMarked;
