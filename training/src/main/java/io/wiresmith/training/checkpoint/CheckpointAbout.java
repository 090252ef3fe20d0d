package io.wiresmith.training.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a checkpoint is of. It stands in the manifest and, under the digest, in the file itself, and
 * holds no time: equal trainings give equal bytes.
 *
 * @param model the model
 * @param version see {@link CheckpointName}
 * @param epoch the epoch behind which it was kept, from 1
 * @param metrics the figures of the epoch; {@code f1} is in the name
 * @param architecture kind and sizes of the network
 * @param parent SHA-256 of the checkpoint that the training began with, if there is one
 * @param data SHA-256 of the labelled datasets that it has learned from, the first one first
 * @param settings of the training
 * @param seed its only source of randomness
 * @param codeRevision the code that trained
 * @param training identity of the training: the same for all its epochs
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record CheckpointAbout(
    String model,
    String version,
    int epoch,
    Map<String, Double> metrics,
    JsonNode architecture,
    Optional<String> parent,
    List<String> data,
    JsonNode settings,
    long seed,
    String codeRevision,
    String training) {
  /** The metric that the name shows. */
  public static final String F1 = "f1";

  /** Copies the collections. */
  public CheckpointAbout {
    metrics = new TreeMap<>(metrics);
    data = List.copyOf(data);
  }

  @Override
  public Map<String, Double> metrics() {
    return new TreeMap<>(metrics);
  }

  /** Macro F1 of the boundaries; 0 where there was nothing to judge on. */
  public double f1() {
    double f1 = metrics.getOrDefault(F1, Double.NaN);
    return Double.isNaN(f1) ? 0 : f1;
  }
}
