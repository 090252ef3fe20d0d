/**
 * The telemetry of links and what is learned from it. Entry: {@link
 * io.wiresmith.core.bandwidth.LinkTelemetry}. May import core.dataset and core.telemetry.
 */
@NullMarked
package io.wiresmith.core.bandwidth;

import org.jspecify.annotations.NullMarked;
