/**
 * Refused rows as people look at them: kept by imports and extractions, read without Spark.
 * Entries: {@link io.wiresmith.jobs.quarantine.QuarantineReader}, {@link
 * io.wiresmith.jobs.quarantine.QuarantineWriter}. May import core and the etl's writer of parts.
 */
@NullMarked
package io.wiresmith.jobs.quarantine;

import org.jspecify.annotations.NullMarked;
