/**
 * Telemetry in, labelled datasets out. Entry: {@link io.wiresmith.etl.Etls}. Sees core and its own
 * packages.
 */
@NullMarked
package io.wiresmith.etl;

import org.jspecify.annotations.NullMarked;
