/**
 * Asks a running server and judges its answers. Entry: {@link
 * io.wiresmith.jobs.monitor.FieldsMonitor}. May import core and etl.
 */
@NullMarked
package io.wiresmith.jobs.monitor;

import org.jspecify.annotations.NullMarked;
