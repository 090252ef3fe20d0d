package io.wiresmith.jobs.pipeline;

import io.wiresmith.core.ModelKey;
import io.wiresmith.core.run.Workspace;
import io.wiresmith.jobs.config.Settings;
import java.time.Clock;

/**
 * What every step of one job shares.
 *
 * @param model the model
 * @param workspace where results go
 * @param settings the configuration in force
 * @param codeRevision the code that works
 * @param sparks the Spark session, made when first needed
 * @param clock the wall clock
 * @param progress where to tell how it goes
 */
public record Job(
    ModelKey model,
    Workspace workspace,
    Settings settings,
    String codeRevision,
    Sparks sparks,
    Clock clock,
    Progress progress) {}
