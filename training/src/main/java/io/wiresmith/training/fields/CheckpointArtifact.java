package io.wiresmith.training.fields;

import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.fields.LabelledMessage;
import io.wiresmith.training.checkpoint.CheckpointAbout;
import io.wiresmith.training.checkpoint.SoundCheckpoint;
import io.wiresmith.training.contract.TrainedArtifact;
import io.wiresmith.training.contract.TrainingContext;
import io.wiresmith.training.sequence.TrainingState;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;

/**
 * A kept checkpoint as an artifact, so that it can be evaluated, published and served like any
 * other. It names the captures of every dataset that the checkpoint has learned from.
 *
 * @param spark the session
 * @param checkpoint a proven checkpoint
 * @param learned the labelled datasets that it has learned from, in the order of its manifest
 */
public record CheckpointArtifact(
    SparkSession spark, SoundCheckpoint checkpoint, List<DatasetRef> learned) {
  /** Copies the list. */
  public CheckpointArtifact {
    learned = List.copyOf(learned);
  }

  /**
   * Exports and commits the artifact. Seed and code are those that trained.
   *
   * @param surroundings progress, and the configuration of the labels
   * @param directory where it is written; must not hold a committed artifact
   * @throws io.wiresmith.core.WiresmithException {@code PARITY_FAILED} if the graph decides
   *     differently from the network
   */
  public TrainedArtifact export(TrainingContext surroundings, Path directory) {
    CheckpointAbout about = checkpoint.manifest().about();
    FieldsTrainingConfig config = FieldsTrainingConfig.parse(about.settings());
    TrainingState state = TaggerCheckpoints.state(checkpoint);
    TaggerWeights weights = new TaggerWeights(TaggerCheckpoints.shape(about), state.weights());
    List<NewBatch> seen = SievedDatasets.of(spark, learned, surroundings.progress());
    List<LabelledMessage> validation = messages(seen, NewBatch::validation);
    surroundings.progress().accept("train: export and parity of " + checkpoint.name());
    TaggerParity parity = TaggerParity.of(weights, validation);
    DatasetRef last = learned.get(learned.size() - 1);
    new FieldsExport(
            last,
            config,
            surroundings.as(about.codeRevision(), about.seed()),
            messages(seen, NewBatch::training),
            validation,
            Optional.of(checkpoint.manifest()))
        .write(directory, weights, about.epoch());
    Artifact artifact = Artifact.commit(directory, last.manifest().model());
    int epochs = state.history().size();
    return new TrainedArtifact(
        artifact, FieldsReport.of(last, config, state.history(), epochs, parity));
  }

  private static List<LabelledMessage> messages(
      List<NewBatch> seen, Function<NewBatch, List<LabelledMessage>> part) {
    return seen.stream().flatMap(it -> part.apply(it).stream()).toList();
  }
}
