package io.wiresmith.training.compression;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.compression.Codec;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * The rows of one training, cut in time, with their features.
 *
 * @param training all rows before the split
 * @param earlier how many of them, the first ones, lie before the validation part
 * @param test the rows from the split on; never fitted on
 * @param splitNs the split
 * @param vocabulary the categories of the training rows
 * @param scaling the standardisation by the training rows
 * @param graph the feature nodes
 * @param trainingFeatures features of {@code training}
 * @param testFeatures features of {@code test}
 */
record TrainingData(
    List<Transfer> training,
    int earlier,
    List<Transfer> test,
    long splitNs,
    Vocabulary vocabulary,
    Scaling scaling,
    FeatureGraph graph,
    FeatureRows trainingFeatures,
    FeatureRows testFeatures) {

  static TrainingData of(
      SparkSession spark, List<Transfer> rows, CompressionTrainingConfig config) {
    TimeSplit split = TimeSplit.of(rows, config.split().testRatio(), "test");
    List<Transfer> training = split.earlier();
    requireEveryClass(training);
    TimeSplit inner = TimeSplit.of(training, config.split().validationRatio(), "validation");
    Vocabulary vocabulary = Vocabulary.of(training);
    FeatureGraph unscaled = FeatureGraph.of(vocabulary, config, Optional.empty());
    Scaling scaling = Scaling.of(unscaled.compute(spark, RawRow.of(training)).network());
    FeatureGraph graph = FeatureGraph.of(vocabulary, config, Optional.of(scaling));
    return new TrainingData(
        training,
        inner.earlier().size(),
        split.later(),
        split.instantNs(),
        vocabulary,
        scaling,
        graph,
        graph.compute(spark, RawRow.of(training)),
        graph.compute(spark, RawRow.of(split.later())));
  }

  List<Transfer> earlierRows() {
    return training.subList(0, earlier);
  }

  List<Transfer> validationRows() {
    return training.subList(earlier, training.size());
  }

  FeatureRows earlierFeatures() {
    return trainingFeatures.slice(0, earlier);
  }

  FeatureRows validationFeatures() {
    return trainingFeatures.slice(earlier, training.size());
  }

  private static void requireEveryClass(List<Transfer> training) {
    for (Codec codec : Codec.values()) {
      long rows = training.stream().filter(row -> row.label() == codec.ordinal()).count();
      if (rows == 0) {
        throw new WiresmithException(
            ErrorCode.DATA_QUALITY,
            "None of the %d training rows is labelled '%s'; each codec must be the cheapest at least once. Extend the window or check the telemetry."
                .formatted(training.size(), codec.id()));
      }
    }
  }
}
