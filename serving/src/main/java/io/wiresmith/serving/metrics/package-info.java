/**
 * What Prometheus sees. Entry: {@link io.wiresmith.serving.metrics.ServingMetrics}. May import core
 * and serving.model.
 */
@NullMarked
package io.wiresmith.serving.metrics;

import org.jspecify.annotations.NullMarked;
