/**
 * What is kept in a workspace: look at datasets and quarantines, compare datasets, remove old ones.
 * Entry: {@link io.wiresmith.jobs.datasets.StoredDatasets}. May import core, {@code
 * jobs.quarantine} and, to compare, Spark.
 */
@NullMarked
package io.wiresmith.jobs.datasets;

import org.jspecify.annotations.NullMarked;
