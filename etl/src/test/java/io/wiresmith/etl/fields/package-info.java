@NullMarked
package io.wiresmith.etl.fields;

import org.jspecify.annotations.NullMarked;
