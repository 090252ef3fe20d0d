/** What the tests of etl share. */
@NullMarked
package io.wiresmith.etl.testing;

import org.jspecify.annotations.NullMarked;
