package io.wiresmith.training.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.dataset.DatasetPart;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.fields.LabelledMessage;
import io.wiresmith.core.io.Json;
import io.wiresmith.training.contract.ModelTrainer;
import io.wiresmith.training.contract.TrainedArtifact;
import io.wiresmith.training.contract.TrainingContext;
import io.wiresmith.training.sequence.EpochFigures;
import io.wiresmith.training.sequence.FittedWeights;
import io.wiresmith.training.sequence.Lineage;
import io.wiresmith.training.sequence.SequenceRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
    TaggerTrainer trainer =
        new TaggerTrainer(config.embedding(), config.protocolCap(), config.network());
    SequenceRun run =
        SequenceRun.of(
            context,
            labelled.sha256(),
            config,
            config.checkpointSeconds(),
            figures -> told(figures).points(context.points()));
    KeptEpochs kept = new KeptEpochs(trainer.shape(), config, labelled.sha256(), run, context);
    FittedWeights fitted =
        trainer.fit(training, validation, run, new Lineage(Optional.empty(), kept::keep));
    context.progress().accept("train: export and parity");
    TaggerWeights weights =
        new TaggerWeights(
            trainer.shape(), config.saveBestOnly() ? fitted.weights() : fitted.last());
    TaggerParity parity = TaggerParity.of(weights, validation);
    FieldsExport export = new FieldsExport(labelled, config, context, training, validation);
    export.write(directory, weights, fitted.bestEpoch());
    Artifact artifact = Artifact.commit(directory, labelled.manifest().model());
    kept.use();
    return new TrainedArtifact(artifact, report(labelled, config, fitted, parity));
  }

  /** With the loss of the validation part in the place of what is to be least. */
  private static EpochFigures told(EpochFigures figures) {
    Map<String, Double> scores = new TreeMap<>(figures.figures());
    Double loss = scores.remove(TaggerLearner.LOSS);
    return new EpochFigures(
        figures.epoch(),
        figures.training(),
        loss == null ? Double.NaN : loss,
        scores,
        figures.seconds());
  }

  private static ObjectNode report(
      DatasetRef labelled, FieldsTrainingConfig config, FittedWeights fitted, TaggerParity parity) {
    ObjectNode root = Json.mapper().createObjectNode();
    root.put("model", labelled.manifest().model().id());
    root.put("dataset", labelled.sha256());
    root.set("config", Json.mapper().valueToTree(config));
    root.set("parity", Json.mapper().valueToTree(parity));
    root.putObject("early_stopping").put("epochs", fitted.bestEpoch());
    var losses = root.putObject("losses").putArray("probe");
    fitted.history().forEach(epoch -> told(epoch).addTo(losses));
    ObjectNode summary = root.putObject("summary").put("epochs", fitted.history().size());
    summary.put("best_epoch", fitted.bestEpoch());
    new TreeMap<>(told(fitted.history().get(fitted.bestEpoch() - 1)).figures())
        .forEach((name, value) -> summary.put("best_" + name, value));
    root.set("facts", Json.mapper().valueToTree(Map.copyOf(labelled.manifest().facts())));
    return root;
  }
}
