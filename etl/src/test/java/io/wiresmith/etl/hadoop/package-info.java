/** Tests of files on servers. */
@NullMarked
package io.wiresmith.etl.hadoop;

import org.jspecify.annotations.NullMarked;
