/** The module etl. */
@NullMarked
package io.wiresmith.etl;

import org.jspecify.annotations.NullMarked;
