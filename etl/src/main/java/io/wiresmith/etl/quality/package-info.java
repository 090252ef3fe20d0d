/**
 * The quality law: every row read is kept, merged or quarantined with a reason, and a page shows
 * it. Entry: {@link io.wiresmith.etl.quality.QualityLaw}. May import core, etl.source, etl.dataset
 * and Spark SQL; knows no source and no model.
 */
@NullMarked
package io.wiresmith.etl.quality;

import org.jspecify.annotations.NullMarked;
