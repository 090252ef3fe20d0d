/**
 * Refused rows as people look at them: kept by imports, found by dataset, run or import, and read
 * without Spark. Entry: {@link io.wiresmith.jobs.quarantine.Quarantines}. May import core and the
 * etl's writer of parts.
 */
@NullMarked
package io.wiresmith.jobs.quarantine;

import org.jspecify.annotations.NullMarked;
