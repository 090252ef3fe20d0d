/** Tests. */
@NullMarked
package io.wiresmith.etl.quality;

import org.jspecify.annotations.NullMarked;
