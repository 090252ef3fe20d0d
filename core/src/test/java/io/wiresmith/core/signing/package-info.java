@NullMarked
package io.wiresmith.core.signing;

import org.jspecify.annotations.NullMarked;
