/**
 * Recorded telemetry into a database. Entry: {@link io.wiresmith.jobs.imports.LineProtocolImport}.
 * May import core, the etl's finder of files and {@code jobs.quarantine}.
 */
@NullMarked
package io.wiresmith.jobs.imports;

import org.jspecify.annotations.NullMarked;
