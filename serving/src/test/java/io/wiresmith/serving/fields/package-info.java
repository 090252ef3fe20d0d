@NullMarked
package io.wiresmith.serving.fields;

import org.jspecify.annotations.NullMarked;
