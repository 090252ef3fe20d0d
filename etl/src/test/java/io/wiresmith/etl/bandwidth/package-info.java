@NullMarked
package io.wiresmith.etl.bandwidth;

import org.jspecify.annotations.NullMarked;
