/**
 * What generators of synthetic telemetry share. Entry: {@link
 * io.wiresmith.etl.synthetic.GeneratedFiles}. May import core.
 */
@NullMarked
package io.wiresmith.etl.synthetic;

import org.jspecify.annotations.NullMarked;
