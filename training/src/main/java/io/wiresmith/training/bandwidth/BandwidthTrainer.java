package io.wiresmith.training.bandwidth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.bandwidth.LinkMode;
import io.wiresmith.core.dataset.DatasetPart;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Json;
import io.wiresmith.training.contract.ModelTrainer;
import io.wiresmith.training.contract.TrainedArtifact;
import io.wiresmith.training.contract.TrainingContext;
import io.wiresmith.training.sequence.FittedSequence;
import io.wiresmith.training.sequence.SequenceRun;
import io.wiresmith.training.sequence.SequenceTrainer;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/**
 * Trains a bandwidth model of the labelled dataset's mode and exports it as one ONNX file. Only
 * training links are fitted on; validation links stop the training and calibrate; test links are
 * never read for either. A killed training goes on from its checkpoint to the same bytes.
 */
public final class BandwidthTrainer implements ModelTrainer {
  @Override
  public TrainedArtifact train(
      SparkSession spark,
      DatasetRef labelled,
      JsonNode settings,
      TrainingContext context,
      Path directory) {
    LinkMode mode = LinkMode.of(labelled.manifest().model().variant());
    BandwidthTrainingConfig config = BandwidthTrainingConfig.parse(mode, settings);
    Path scratch = AtomicFiles.directory(context.checkpoints());
    context.progress().accept("train: %,d steps of links".formatted(labelled.rows()));
    LinkSeries series = LinkSeries.read(spark, labelled, scratch.resolve("series.bin"));
    FittedSequence fitted =
        fit(
            series,
            mode,
            config,
            SequenceRun.of(
                context,
                labelled.sha256(),
                config,
                config.checkpointSeconds(),
                figures -> figures.points(context.points())));
    context.progress().accept("train: calibration, export and parity");
    Calibration calibration =
        new Calibrator(
                series,
                series.of(DatasetPart.VALIDATION),
                mode.steps(),
                fitted.weights(),
                config.calibrationTargets())
            .fit(config.hitShare());
    BandwidthExport export = new BandwidthExport(labelled, mode, config, context, series);
    export.write(directory, fitted, calibration);
    Artifact artifact = Artifact.commit(directory, labelled.manifest().model());
    return new TrainedArtifact(artifact, report(labelled, config, fitted, calibration));
  }

  private static FittedSequence fit(
      LinkSeries series, LinkMode mode, BandwidthTrainingConfig config, SequenceRun run) {
    try (FeatureModel features = new FeatureModel(mode.steps())) {
      BandwidthTask task =
          new BandwidthTask(
              series,
              windows(series, DatasetPart.TRAINING, mode, config),
              windows(series, DatasetPart.VALIDATION, mode, config),
              features,
              new MixtureLoss(config.missFactor()),
              config.network().batchSize(),
              run.seed());
      return new SequenceTrainer(task, config.network(), run).fit();
    }
  }

  private static Windows windows(
      LinkSeries series, DatasetPart part, LinkMode mode, BandwidthTrainingConfig config) {
    return new Windows(
        series.of(part), mode.steps(), config.warmUp(), config.sourceCap(), config.leastWindows());
  }

  private static ObjectNode report(
      DatasetRef labelled,
      BandwidthTrainingConfig config,
      FittedSequence fitted,
      Calibration calibration) {
    ObjectNode root = Json.mapper().createObjectNode();
    root.put("model", labelled.manifest().model().id());
    root.put("dataset", labelled.sha256());
    root.set("config", Json.mapper().valueToTree(config));
    root.set("calibration", Json.mapper().valueToTree(calibration));
    root.putObject("early_stopping").put("epochs", fitted.bestEpoch());
    var losses = root.putObject("losses").putArray("probe");
    fitted.history().forEach(epoch -> epoch.addTo(losses));
    root.set("facts", Json.mapper().valueToTree(Map.copyOf(labelled.manifest().facts())));
    return root;
  }
}
