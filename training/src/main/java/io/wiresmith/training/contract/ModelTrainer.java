package io.wiresmith.training.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.dataset.DatasetRef;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/** Trains one model. One process, one training: DJL allows one gradient collector. */
public interface ModelTrainer {
  /**
   * Trains, exports and commits an artifact.
   *
   * @param spark the session
   * @param labelled a labelled dataset
   * @param settings what differs from the shipped settings, by the same names; an empty object for
   *     none
   * @param context revision, seed and progress
   * @param directory where the artifact is written; must not hold a committed artifact
   * @throws io.wiresmith.core.WiresmithException {@code INVALID_CONFIG} for unknown settings,
   *     {@code DATA_QUALITY} for data that cannot be learned from, {@code PARITY_FAILED} if the
   *     artifact decides differently from the trained members
   */
  TrainedArtifact train(
      SparkSession spark,
      DatasetRef labelled,
      JsonNode settings,
      TrainingContext context,
      Path directory);
}
