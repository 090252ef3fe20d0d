package io.wiresmith.training.xgboost;

import static org.apache.spark.sql.functions.col;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import ml.dmlc.xgboost4j.java.XGBoostError;
import ml.dmlc.xgboost4j.scala.spark.XGBoostClassificationModel;
import ml.dmlc.xgboost4j.scala.spark.XGBoostClassifier;
import ml.dmlc.xgboost4j.scala.spark.XGBoostTrainingSummary;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Fits boosted trees by XGBoost4J-Spark as an estimator of MLlib. The settings say how many workers
 * there are, and each has its rows in canonical order, so equal rows, settings and seed give equal
 * bytes, whatever the master.
 */
public final class BoostedTreesTrainer {
  private static final int TRACKER_TIMEOUT_SECONDS = 120;

  private final SparkSession spark;
  private final int classes;
  private final long seed;
  private final ExecutorLosses losses;

  /** A trainer for that many classes. */
  public BoostedTreesTrainer(SparkSession spark, int classes, long seed) {
    this.spark = spark;
    this.classes = classes;
    this.seed = seed;
    this.losses = new ExecutorLosses(spark.sparkContext().master());
  }

  /** Fits exactly {@code settings.rounds()} rounds. */
  public FittedTrees fit(ClassifiedRows rows, TreeSettings settings) {
    return fitted(fitOn(classifier(settings), rows, settings), settings, List.of());
  }

  /**
   * Finds how many rounds are best: fits on {@code earlier} until {@code later} has not improved
   * for {@code settings.earlyStoppingRounds()} by XGBoost's {@code mlogloss}. Only the best rounds
   * count in the result, but its JSON holds all: it is for figures, not for export.
   */
  public FittedTrees probe(ClassifiedRows earlier, ClassifiedRows later, TreeSettings settings) {
    return probe(earlier, later, settings, loss -> {});
  }

  /** The same; {@code told} hears of every round when the fit is over. */
  public FittedTrees probe(
      ClassifiedRows earlier,
      ClassifiedRows later,
      TreeSettings settings,
      Consumer<RoundLoss> told) {
    if (settings.earlyStoppingRounds() == 0) {
      return fit(earlier, settings);
    }
    XGBoostClassifier classifier = classifier(settings);
    classifier.setNumEarlyStoppingRounds(settings.earlyStoppingRounds());
    classifier.setEvalMetric("mlogloss");
    classifier.setEvalDataset(ClassifiedFrame.of(spark, later, settings.workers()));
    XGBoostClassificationModel model = fitOn(classifier, earlier, settings);
    try {
      tell(model, told);
      String best = model.nativeBooster().booster().getAttr("best_iteration");
      int rounds = best == null ? settings.rounds() : Integer.parseInt(best) + 1;
      return fitted(model, settings.exactly(rounds), List.of());
    } catch (XGBoostError e) {
      throw new WiresmithException(
          ErrorCode.INTERNAL, "XGBoost kept no best iteration: " + e.getMessage(), e);
    }
  }

  /** The histories have zeros for the rounds that early stopping saved. */
  private static void tell(XGBoostClassificationModel model, Consumer<RoundLoss> told)
      throws XGBoostError {
    if (model.summary().isEmpty()) {
      return;
    }
    XGBoostTrainingSummary summary = model.summary().get();
    float[] training = summary.trainObjectiveHistory();
    if (summary.validationObjectiveHistory().isEmpty()) {
      return;
    }
    float[] validation = summary.validationObjectiveHistory().head()._2();
    long rounds = Math.min(validation.length, model.nativeBooster().booster().getNumBoostedRound());
    for (int round = 0; round < rounds; round++) {
      double learned = round < training.length ? training[round] : Double.NaN;
      told.accept(new RoundLoss(round + 1, learned, validation[round]));
    }
  }

  /**
   * Cross-validates over the rows' folds by MLlib's {@link CrossValidator}, then fits on all rows.
   */
  public FittedTrees crossValidate(ClassifiedRows rows, TreeSettings settings, int folds) {
    Dataset<Row> frame = ClassifiedFrame.of(spark, rows, settings.workers());
    CrossValidator validator =
        new CrossValidator()
            .setEstimator(classifier(settings))
            .setEvaluator(new RegretEvaluator())
            .setEstimatorParamMaps(new ParamMap[] {new ParamMap()})
            .setNumFolds(folds)
            .setFoldCol(ClassifiedFrame.FOLD)
            .setParallelism(parallelism(settings.workers()))
            .setCollectSubModels(true);
    CrossValidatorModel model = losses.survived(() -> validator.fit(frame));
    List<FoldScore> scores = new ArrayList<>();
    for (int fold = 0; fold < folds; fold++) {
      scores.add(score(model.subModels()[fold][0], frame, fold));
    }
    return fitted((XGBoostClassificationModel) (Object) model.bestModel(), settings, scores);
  }

  private static FoldScore score(Model<?> model, Dataset<Row> frame, int fold) {
    Dataset<Row> predictions =
        model
            .transform(
                frame.filter(
                    col(ClassifiedFrame.FOLD).equalTo(fold).and(col(ClassifiedFrame.REAL))))
            .cache();
    try {
      return new FoldScore(
          fold,
          predictions.count(),
          new RegretEvaluator().evaluate(predictions),
          new MulticlassClassificationEvaluator().setMetricName("accuracy").evaluate(predictions),
          new MulticlassClassificationEvaluator().setMetricName("f1").evaluate(predictions));
    } finally {
      predictions.unpersist();
    }
  }

  private XGBoostClassificationModel fitOn(
      XGBoostClassifier classifier, ClassifiedRows rows, TreeSettings settings) {
    Dataset<Row> frame = ClassifiedFrame.of(spark, rows, settings.workers());
    return losses.survived(() -> (XGBoostClassificationModel) (Object) classifier.fit(frame));
  }

  private FittedTrees fitted(
      XGBoostClassificationModel model, TreeSettings settings, List<FoldScore> folds) {
    try {
      byte[] json = model.nativeBooster().booster().toByteArray("json");
      return new FittedTrees(json, settings.rounds(), folds);
    } catch (XGBoostError e) {
      throw new WiresmithException(
          ErrorCode.INTERNAL, "XGBoost cannot save its model: " + e.getMessage(), e);
    }
  }

  private XGBoostClassifier classifier(TreeSettings settings) {
    Slots.of(spark.sparkContext(), taskCpus()).require(settings.workers());
    XGBoostClassifier classifier = new XGBoostClassifier();
    classifier.setFeaturesCol(ClassifiedFrame.FEATURES);
    classifier.setLabelCol(ClassifiedFrame.LABEL);
    classifier.setWeightCol(ClassifiedFrame.WEIGHT);
    classifier.setObjective("multi:softprob");
    classifier.setNumClass(classes);
    classifier.setTreeMethod("hist");
    classifier.setMissing(Float.NaN);
    classifier.setNumRound(settings.rounds());
    classifier.setMaxDepth(settings.maxDepth());
    classifier.setEta(settings.eta());
    classifier.setSubsample(settings.subsample());
    classifier.setColsampleBytree(settings.colsampleBytree());
    classifier.setColsampleBynode(settings.colsampleBynode());
    classifier.setMinChildWeight(settings.minChildWeight());
    classifier.setLambda(settings.lambda());
    classifier.setMaxBins(settings.maxBins());
    classifier.setSeed(seed);
    classifier.setNumWorkers(settings.workers());
    classifier.setNthread(taskCpus());
    classifier.setRabitTrackerHostIp(trackerAddress());
    // A tracker that nobody reaches hangs.
    classifier.setRabitTrackerTimeout(TRACKER_TIMEOUT_SECONDS);
    return classifier;
  }

  /** Where workers reach the driver; left to itself XGBoost asks the network for it. */
  private String trackerAddress() {
    String driver = spark.sparkContext().getConf().get("spark.driver.host");
    try {
      return InetAddress.getByName(driver).getHostAddress();
    } catch (UnknownHostException e) {
      throw new WiresmithException(
          ErrorCode.DEPENDENCY_DOWN,
          "The name of the driver, %s, has no address; executors could not reach it. Set spark.driver.host."
              .formatted(driver),
          e);
    }
  }

  private int taskCpus() {
    return Integer.parseInt(spark.sparkContext().getConf().get("spark.task.cpus", "1"));
  }

  /** As many fits at once as there is room for; one that has room for half its workers waits. */
  private int parallelism(int workers) {
    return Math.max(1, spark.sparkContext().defaultParallelism() / (taskCpus() * workers));
  }
}
