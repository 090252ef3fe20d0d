package io.wiresmith.training.fields;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.dataset.DatasetPart;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.fields.LabelledMessage;
import io.wiresmith.training.contract.ModelTrainer;
import io.wiresmith.training.contract.TrainedArtifact;
import io.wiresmith.training.contract.TrainingContext;
import io.wiresmith.training.sequence.FittedWeights;
import io.wiresmith.training.sequence.Lineage;
import io.wiresmith.training.sequence.SequenceRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * Trains the model of fields and exports it as one ONNX file. Only training captures are fitted on;
 * validation captures stop the training; test captures are never read for either. A killed training
 * goes on from its checkpoint to the same bytes. Its epochs, or the best of them, are kept as
 * checkpoints for people, and the one that is exported becomes the latest.
 */
public final class FieldsTrainer implements ModelTrainer {
  @Override
  public TrainedArtifact train(
      SparkSession spark,
      DatasetRef labelled,
      JsonNode settings,
      TrainingContext context,
      Path directory) {
    FieldsTrainingConfig config = FieldsTrainingConfig.parse(settings);
    List<LabelledMessage> training = MessageReader.read(spark, labelled, DatasetPart.TRAINING);
    List<LabelledMessage> validation = MessageReader.read(spark, labelled, DatasetPart.VALIDATION);
    context
        .progress()
        .accept(
            "train: %,d messages, %,d more judge the epochs"
                .formatted(training.size(), validation.size()));
    TaggerTrainer trainer = config.trainer(config.network());
    SequenceRun run =
        SequenceRun.of(
            context,
            labelled.sha256(),
            config,
            config.checkpointSeconds(),
            figures -> FieldsReport.told(figures).points(context.points()));
    KeptEpochs kept = new KeptEpochs(trainer.shape(), config, labelled.sha256(), run, context);
    FittedWeights fitted =
        trainer.fit(training, validation, run, new Lineage(Optional.empty(), kept::keep));
    context.progress().accept("train: export and parity");
    boolean best = config.saveBestOnly();
    int epoch = best ? fitted.bestEpoch() : fitted.history().size();
    TaggerWeights weights =
        new TaggerWeights(trainer.shape(), best ? fitted.weights() : fitted.last());
    TaggerParity parity = TaggerParity.of(weights, validation);
    FieldsExport export =
        new FieldsExport(labelled, config, context, training, validation, Optional.empty());
    export.write(directory, weights, epoch);
    Artifact artifact = Artifact.commit(directory, labelled.manifest().model());
    kept.use();
    return new TrainedArtifact(
        artifact, FieldsReport.of(labelled, config, fitted.history(), epoch, parity));
  }
}
