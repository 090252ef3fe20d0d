/**
 * Recorded telemetry into a database. Entry: {@link io.wiresmith.jobs.imports.LineProtocolImport}.
 * Traces and captures become line protocol first. May import core, the etl's finder of files and
 * its reader of captures, and {@code jobs.quarantine}.
 */
@NullMarked
package io.wiresmith.jobs.imports;

import org.jspecify.annotations.NullMarked;
