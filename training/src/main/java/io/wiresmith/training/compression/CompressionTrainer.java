package io.wiresmith.training.compression;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.artifact.ArtifactManifest;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.training.contract.ModelTrainer;
import io.wiresmith.training.contract.TrainedArtifact;
import io.wiresmith.training.contract.TrainingContext;
import io.wiresmith.training.network.FittedNetwork;
import io.wiresmith.training.xgboost.FittedTrees;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * Trains the compression model and exports it as one ONNX file. Everything is fitted on the rows
 * before the split in time; the rows after it only give figures for the report. Equal dataset,
 * configuration and seed give equal bytes of {@code model.onnx}.
 */
public final class CompressionTrainer implements ModelTrainer {
  @Override
  public TrainedArtifact train(
      SparkSession spark,
      DatasetRef labelled,
      JsonNode settings,
      TrainingContext context,
      Path directory) {
    return train(spark, labelled, CompressionTrainingConfig.parse(settings), context, directory);
  }

  /** As {@link ModelTrainer#train}, with typed settings. */
  public TrainedArtifact train(
      SparkSession spark,
      DatasetRef labelled,
      CompressionTrainingConfig config,
      TrainingContext context,
      Path directory) {
    refuseCommitted(directory);
    Progress progress = new Progress(context.progress());
    progress.step(0.10, "features of %,d rows".formatted(labelled.rows()));
    List<Transfer> rows = new TransferReader().read(spark, labelled);
    TrainingData data = TrainingData.of(spark, rows, config);
    ReportWriter report = new ReportWriter(labelled, config, data);
    Fitted fitted = fit(spark, data, config, context, progress, report);
    progress.step(0.05, "export and parity");
    Members members = fitted.members();
    byte[] model =
        CompressionGraph.write(data, config, members, CompressionExport.metadata(labelled));
    report.parity(new ParityCheck(model, data, members).run());
    figures(data, config, fitted, report);
    CompressionExport.write(
        directory,
        model,
        data,
        Provenance.of(spark, labelled, config, context, data, members.trees()));
    Artifact artifact = Artifact.commit(directory, CompressionExport.MODEL);
    progress.step(0, "done, model " + artifact.modelSha256().substring(0, 12));
    return new TrainedArtifact(artifact, report.json());
  }

  /**
   * All that was fitted.
   *
   * @param members what is exported
   * @param probe fitted before the validation part, for its figures
   * @param specificationTrees the specification's trees, where asked for
   * @param specificationNetworkProbabilities of the test rows, by the specification's network
   */
  private record Fitted(
      Members members,
      Members probe,
      Optional<FittedTrees> specificationTrees,
      Optional<float[][]> specificationNetworkProbabilities) {}

  private static Fitted fit(
      SparkSession spark,
      TrainingData data,
      CompressionTrainingConfig config,
      TrainingContext context,
      Progress progress,
      ReportWriter report) {
    Curves curves = new Curves(context.points());
    TreeMember trees = new TreeMember(spark, config, context.seed(), curves);
    NetworkMember networks = new NetworkMember(config, context.seed(), curves);
    progress.step(0.08, "trees: how many rounds");
    FittedTrees treeProbe = trees.probe(data);
    int folds = trees.folds(data);
    progress.step(
        0.30,
        folds == 0
            ? "trees: %d rounds, no cross-validation: one stream, or no folds wanted"
                .formatted(treeProbe.rounds())
            : "trees: %d rounds, %d folds".formatted(treeProbe.rounds(), folds));
    FittedTrees treeFit = trees.fit(data, treeProbe.rounds());
    progress.step(0.12, "network: how many epochs");
    FittedNetwork networkProbe = networks.probe(data);
    int epochs = Math.max(1, networkProbe.bestEpoch());
    progress.step(0.25, "networks: %d of %d epochs".formatted(config.network().bags(), epochs));
    List<FittedNetwork> bags = networks.fit(data, epochs);
    report.crossValidation(treeFit.folds());
    report.earlyStopping(treeProbe.rounds(), epochs);
    report.losses(networkProbe, bags);
    Optional<FittedTrees> specTrees = Optional.empty();
    Optional<float[][]> specNetwork = Optional.empty();
    if (config.compareSpecification()) {
      progress.step(0.10, "the specification's parameters, to compare");
      specTrees = Optional.of(trees.specification(data));
      float[][] inputs = networks.specificationInputs(data.testFeatures().network());
      specNetwork = Optional.of(networks.specification(data).probabilities(inputs));
    }
    return new Fitted(
        new Members(treeFit, bags, config.treeWeight()),
        new Members(treeProbe, List.of(networkProbe), config.treeWeight()),
        specTrees,
        specNetwork);
  }

  private static void figures(
      TrainingData data, CompressionTrainingConfig config, Fitted fitted, ReportWriter report) {
    part("validation", data.validationRows(), data.validationFeatures(), fitted.probe(), report);
    Map<String, Scores> test =
        part("test", data.test(), data.testFeatures(), fitted.members(), report);
    fitted
        .specificationTrees()
        .ifPresent(
            trees -> {
              float[][] byTrees =
                  trees.probabilities(TreeMember.specificationInputs(data.testFeatures().trees()));
              test.put("specification_trees", Scores.of(data.test(), byTrees));
              float[][] byNetwork = fitted.specificationNetworkProbabilities().orElseThrow();
              test.put("specification_network", Scores.of(data.test(), byNetwork));
              test.put(
                  "specification", Scores.of(data.test(), Matrices.blend(byTrees, byNetwork, 0.7)));
            });
    report.figures("test", test);
  }

  private static Map<String, Scores> part(
      String name,
      List<Transfer> rows,
      FeatureRows features,
      Members members,
      ReportWriter report) {
    float[][] trees = members.byTrees(features.trees());
    float[][] networks = members.byNetworks(features.network());
    Map<String, Scores> figures = new LinkedHashMap<>();
    figures.put("trees", Scores.of(rows, trees));
    figures.put("network", Scores.of(rows, networks));
    figures.put("ensemble", Scores.of(rows, Matrices.blend(trees, networks, members.treeWeight())));
    report.figures(name, figures);
    report.sweep(name, weight -> Scores.of(rows, Matrices.blend(trees, networks, weight)));
    return figures;
  }

  private static void refuseCommitted(Path directory) {
    if (Files.exists(directory.resolve(ArtifactManifest.FILE))) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          directory
              + " holds an artifact already, and artifacts never change. Name another place.");
    }
  }
}
