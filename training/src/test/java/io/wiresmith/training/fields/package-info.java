@NullMarked
package io.wiresmith.training.fields;

import org.jspecify.annotations.NullMarked;
