package io.wiresmith.training.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.artifact.Artifact;

/**
 * What a training leaves behind.
 *
 * @param artifact the committed, exported model
 * @param report the figures of the training, {@code training_report.json}; deterministic as well
 */
public record TrainedArtifact(Artifact artifact, JsonNode report) {
  /** The file name that the report gets, beside the artifact, by whoever keeps it. */
  public static final String REPORT = "training_report.json";
}
