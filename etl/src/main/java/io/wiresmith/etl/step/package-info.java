/**
 * The two steps that every model's etl has, and what goes in and out. Entry: {@link
 * io.wiresmith.etl.step.ModelEtl}. May import core, etl.quality, etl.source and Spark SQL.
 */
@NullMarked
package io.wiresmith.etl.step;

import org.jspecify.annotations.NullMarked;
