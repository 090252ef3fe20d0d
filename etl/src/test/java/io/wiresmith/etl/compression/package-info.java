/** Tests. */
@NullMarked
package io.wiresmith.etl.compression;

import org.jspecify.annotations.NullMarked;
