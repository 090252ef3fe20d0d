/** The module registry. */
@NullMarked
package io.wiresmith.registry;

import org.jspecify.annotations.NullMarked;
