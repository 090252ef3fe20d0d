package io.wiresmith.training.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Json;
import java.nio.file.Path;

/**
 * What a training leaves behind.
 *
 * @param artifact the committed, exported model
 * @param report the figures of the training, {@code training_report.json}; deterministic as well
 */
public record TrainedArtifact(Artifact artifact, JsonNode report) {
  /** What the report's file name ends with. */
  public static final String REPORT = "training_report.json";

  /** Where the report of an artifact lies: beside its directory, so that no digest changes. */
  public static Path reportOf(Path directory) {
    return directory.resolveSibling(directory.getFileName() + "." + REPORT);
  }

  /** Commits a complete directory after its report was written. */
  public static TrainedArtifact commit(Path directory, ModelKey model, JsonNode report) {
    AtomicFiles.write(reportOf(directory), Json.bytes(report));
    return new TrainedArtifact(Artifact.commit(directory, model), report);
  }

  /** Opens what an earlier training has left. */
  public static TrainedArtifact open(Path directory) {
    return new TrainedArtifact(Artifact.open(directory), Json.tree(reportOf(directory)));
  }
}
