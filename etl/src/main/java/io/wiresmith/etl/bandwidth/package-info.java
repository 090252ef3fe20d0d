/**
 * Throughput of links into labelled steps. Entry: {@link io.wiresmith.etl.bandwidth.BandwidthEtl}.
 * May import core, the shared packages of etl and Spark SQL.
 */
@NullMarked
package io.wiresmith.etl.bandwidth;

import org.jspecify.annotations.NullMarked;
