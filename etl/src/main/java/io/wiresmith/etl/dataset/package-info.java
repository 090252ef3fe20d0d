/**
 * Writes datasets: Parquet parts in canonical order, their digest, the commit. Entry: {@link
 * io.wiresmith.etl.dataset.DatasetWriter}. May import core, etl.source, Spark SQL and Parquet.
 */
@NullMarked
package io.wiresmith.etl.dataset;

import org.jspecify.annotations.NullMarked;
