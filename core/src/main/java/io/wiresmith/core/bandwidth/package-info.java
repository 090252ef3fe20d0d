/**
 * The telemetry of links, what is learned from it, and which forecast a link gets. Entries: {@link
 * io.wiresmith.core.bandwidth.LinkTelemetry}, {@link io.wiresmith.core.bandwidth.HybridController}.
 * May import core.dataset and core.telemetry.
 */
@NullMarked
package io.wiresmith.core.bandwidth;

import org.jspecify.annotations.NullMarked;
