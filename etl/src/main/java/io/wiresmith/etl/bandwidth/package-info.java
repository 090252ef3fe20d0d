/**
 * Throughput of links into labelled steps. Entry: {@link io.wiresmith.etl.bandwidth.BandwidthEtl}.
 * May import core, etl.dataset, etl.quality, etl.source, etl.step and Spark SQL.
 */
@NullMarked
package io.wiresmith.etl.bandwidth;

import org.jspecify.annotations.NullMarked;
