/**
 * What Prometheus sees. Entry: {@link io.wiresmith.serving.metrics.ServingMetrics}. May import
 * core, serving.model and serving.bandwidth.
 */
@NullMarked
package io.wiresmith.serving.metrics;

import org.jspecify.annotations.NullMarked;
