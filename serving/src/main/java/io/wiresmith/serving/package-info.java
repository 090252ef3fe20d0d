/** The module serving. */
@NullMarked
package io.wiresmith.serving;

import org.jspecify.annotations.NullMarked;
