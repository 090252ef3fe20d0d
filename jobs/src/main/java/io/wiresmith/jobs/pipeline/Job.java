package io.wiresmith.jobs.pipeline;

import io.wiresmith.core.ModelKey;
import io.wiresmith.core.run.CurvePoint;
import io.wiresmith.core.run.Workspace;
import io.wiresmith.jobs.config.EtlSettings;
import io.wiresmith.jobs.config.Settings;
import io.wiresmith.training.contract.TrainingContext;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Consumer;

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
    Progress progress) {
  /**
   * The surroundings of a training by this code.
   *
   * @param seed its only source of randomness
   * @param points takes its losses
   * @param checkpoints directory of this very work
   */
  TrainingContext training(long seed, Consumer<CurvePoint> points, Path checkpoints) {
    return new TrainingContext(
        codeRevision,
        seed,
        progress::line,
        EtlSettings.labels(settings, model),
        points,
        checkpoints);
  }

  /** The seed of the configuration. */
  long seed() {
    return settings.count("training.seed");
  }
}
