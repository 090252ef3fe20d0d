@NullMarked
package io.wiresmith.evaluation.fields;

import org.jspecify.annotations.NullMarked;
