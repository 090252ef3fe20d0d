/**
 * The telemetry contract of the compression model. Entry: {@link
 * io.wiresmith.core.compression.TransferTelemetry}. May import core and core.dataset.
 */
@NullMarked
package io.wiresmith.core.compression;

import org.jspecify.annotations.NullMarked;
