package io.wiresmith.jobs.command;

import io.wiresmith.core.ModelKey;
import io.wiresmith.jobs.config.Settings;
import io.wiresmith.jobs.pipeline.CodeRevision;
import io.wiresmith.jobs.pipeline.Job;
import io.wiresmith.jobs.pipeline.Progress;
import io.wiresmith.jobs.pipeline.Sparks;
import java.time.Clock;
import java.util.Map;
import picocli.CommandLine;

/** Composes the job of a verb that does one step. */
final class Jobs {
  private Jobs() {}

  static Job of(ModelKey model, Common common, Sparks sparks, CommandLine line) {
    Settings settings = common.settings(Map.of());
    return new Job(
        model,
        common.workspace(),
        settings,
        CodeRevision.current(),
        sparks,
        Clock.systemUTC(),
        new Progress(line.getErr()));
  }
}
