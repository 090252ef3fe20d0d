@NullMarked
package io.wiresmith.core.fields;

import org.jspecify.annotations.NullMarked;
