/**
 * Captured messages with known fields into labelled messages. Entry: {@link
 * io.wiresmith.etl.fields.FieldsEtl}; files of captures are read by {@link
 * io.wiresmith.etl.fields.CaptureSource}. May import core, etl.dataset, etl.lineprotocol,
 * etl.quality, etl.source, etl.step and Spark SQL.
 */
@NullMarked
package io.wiresmith.etl.fields;

import org.jspecify.annotations.NullMarked;
