package io.wiresmith.training.compression;

import io.wiresmith.core.compression.Codec;
import io.wiresmith.training.xgboost.BoostedTreesTrainer;
import io.wiresmith.training.xgboost.ClassifiedRows;
import io.wiresmith.training.xgboost.FittedTrees;
import io.wiresmith.training.xgboost.TreeSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** Trains the boosted trees: the rounds by early stopping, the figures by cross-validation. */
final class TreeMember {
  private final SparkSession spark;
  private final CompressionTrainingConfig config;
  private final long seed;
  private final Curves curves;
  private final BoostedTreesTrainer trainer;

  TreeMember(SparkSession spark, CompressionTrainingConfig config, long seed, Curves curves) {
    this.spark = spark;
    this.config = config;
    this.seed = seed;
    this.curves = curves;
    this.trainer = new BoostedTreesTrainer(spark, Codec.values().length, seed);
  }

  /** Fits before the validation part and stops by it: for rounds and figures, not for export. */
  FittedTrees probe(TrainingData data) {
    int[] folds = StreamFolds.of(data.earlierRows(), config.folds());
    ClassifiedRows earlier =
        augmented(data.graph(), data.earlierRows(), data.earlierFeatures().trees(), folds);
    ClassifiedRows later =
        classified(data.validationRows(), data.validationFeatures().trees(), new int[0]);
    return trainer.probe(earlier, later, config.trees(), curves.trees("trees"));
  }

  /** How many folds the cross-validation has; 0 for none. */
  int folds(TrainingData data) {
    return StreamFolds.possible(fitted(data), config.folds());
  }

  private List<Transfer> fitted(TrainingData data) {
    return config.split().refit() ? data.training() : data.earlierRows();
  }

  /** Fits exactly that many rounds, with figures of the cross-validation where folds allow it. */
  FittedTrees fit(TrainingData data, int rounds) {
    boolean all = config.split().refit();
    List<Transfer> rows = fitted(data);
    FeatureRows features = all ? data.trainingFeatures() : data.earlierFeatures();
    int possible = folds(data);
    int[] folds = StreamFolds.of(rows, possible);
    ClassifiedRows learned = augmented(data.graph(), rows, features.trees(), folds);
    TreeSettings exact = config.trees().exactly(rounds);
    return possible < 2
        ? trainer.fit(learned, exact)
        : trainer.crossValidate(learned, exact, possible);
  }

  /** The specification's trees: 200 rounds, depth 8, eta 0.05, no weights, the 18 features. */
  FittedTrees specification(TrainingData data) {
    float[][] features = specificationInputs(data.trainingFeatures().trees());
    CompressionTrainingConfig spec = CompressionTrainingConfig.specification();
    return trainer.fit(
        new TreeMember(spark, spec, seed, Curves.untold())
            .classified(data.training(), features, new int[0]),
        spec.trees());
  }

  static float[][] specificationInputs(float[][] trees) {
    int width = CompressionFeatures.FEATURES.size();
    return Arrays.stream(trees).map(row -> Arrays.copyOf(row, width)).toArray(float[][]::new);
  }

  private ClassifiedRows augmented(
      FeatureGraph graph, List<Transfer> rows, float[][] features, int[] folds) {
    AugmentationSettings settings = config.treeRows().augmentation();
    List<Transfer> all = new ArrayList<>(rows);
    List<float[]> inputs = new ArrayList<>(Arrays.asList(features));
    int[] groups = Arrays.copyOf(folds, rows.size());
    int[] allFolds = Arrays.copyOf(groups, rows.size() * (1 + settings.copies()));
    for (int copy = 1; copy <= settings.copies(); copy++) {
      List<Transfer> added = new Augmentation(settings).once(rows, groups, seed * 31 + copy);
      inputs.addAll(Arrays.asList(graph.compute(spark, RawRow.of(added)).trees()));
      System.arraycopy(groups, 0, allFolds, all.size(), rows.size());
      all.addAll(added);
    }
    ClassifiedRows classified = classified(all, inputs.toArray(new float[0][]), allFolds);
    Arrays.fill(classified.real(), rows.size(), all.size(), false);
    return classified;
  }

  private ClassifiedRows classified(List<Transfer> rows, float[][] features, int[] folds) {
    int[] labels = new int[rows.size()];
    float[][] regrets = new float[rows.size()][];
    boolean[] real = new boolean[rows.size()];
    for (int i = 0; i < rows.size(); i++) {
      labels[i] = rows.get(i).label();
      regrets[i] = rows.get(i).regrets();
      real[i] = true;
    }
    return new ClassifiedRows(
        features,
        labels,
        regrets,
        config.treeRows().weights().of(rows),
        Arrays.copyOf(folds, rows.size()),
        real);
  }
}
