package io.wiresmith.jobs.schedule;

import io.wiresmith.core.io.HeldFile;
import io.wiresmith.core.run.Workspace;
import io.wiresmith.etl.compression.CompressionGenerator;
import io.wiresmith.jobs.config.Settings;
import io.wiresmith.jobs.pipeline.Progress;
import io.wiresmith.registry.VersionTags;
import io.wiresmith.registry.location.Registries;
import io.wiresmith.scheduler.execution.WindowWork;
import io.wiresmith.scheduler.ledger.WindowKey;
import io.wiresmith.scheduler.schedule.Schedules;
import io.wiresmith.scheduler.simulation.RealWork;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Real runs of the compression model on telemetry that is generated for each window.
 *
 * @param directory where telemetry, workspace and registry are kept
 * @param schedules the schedule that is simulated
 * @param seed of the telemetry
 * @param configured the configuration file, its flags among them, and what they come to
 * @param progress hears what runs say
 */
public record GeneratedWork(
    Path directory, Schedules schedules, long seed, Configured configured, Progress progress)
    implements RealWork {
  /** A training of seconds: what is small in it is said here. */
  public static final Map<String, String> SMALL =
      Map.of(
          "training.compression.folds", "2",
          "training.compression.compare-specification", "false",
          "training.compression.trees.rounds", "20",
          "training.compression.trees.max-depth", "4",
          "training.compression.trees.eta", "0.3",
          "training.compression.network.hidden", "16,8",
          "training.compression.network.epochs", "8",
          "training.compression.network.bags", "1",
          "evaluation.bootstrap", "100");

  private static final int SAMPLES = 6000;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /**
   * The configuration of real runs.
   *
   * @param file the file
   * @param flags keys set on the command line, {@link #SMALL} among them
   * @param settings what they come to
   */
  public record Configured(String file, Map<String, String> flags, Settings settings) {
    /** Copies the flags. */
    public Configured {
      flags = Map.copyOf(flags);
    }
  }

  @Override
  public WindowWork work(WindowKey key) {
    Path telemetry = telemetry(key.window().until());
    PipelineWork.Places places =
        new PipelineWork.Places(
            new Workspace(directory.resolve("workspace")),
            configured.file(),
            configured.flags(),
            Optional.of(telemetry.toString()),
            Optional.of(registry()));
    return new PipelineWork(schedules, places, configured.settings(), progress);
  }

  /** Both nodes may ask at once; the first one makes it. */
  private Path telemetry(Instant until) {
    Path made = directory.resolve("telemetry").resolve(until.toString().replace(':', '-'));
    try (HeldFile held = HeldFile.hold(Path.of(made + ".lock"), PATIENCE)) {
      if (!Files.isDirectory(made)) {
        new CompressionGenerator(SAMPLES, seed + until.getEpochSecond(), until).write(made);
      }
    }
    return made;
  }

  @Override
  public int effects(WindowKey key) {
    String run = work(key).digest(key).key();
    return (int)
        Registries.open(registry()).list(key.model()).stream()
            .filter(version -> run.equals(version.tags().get(VersionTags.RUN_KEY)))
            .count();
  }

  private String registry() {
    return directory.resolve("registry").toString();
  }
}
