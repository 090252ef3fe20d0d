package io.wiresmith.training.fields;

import io.wiresmith.core.dataset.DatasetPart;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.fields.MessageDigests;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;

/**
 * Labelled datasets in the order in which they are learned from: of each, what is held apart from
 * all before it. A message that judged there, in validation or test captures, is not learned from;
 * what was learned from there does not judge. Messages are told by their bytes, whatever their
 * captures are called.
 */
final class SievedDatasets {
  private final SparkSession spark;
  private final Consumer<String> lines;
  private MessageDigests judging = MessageDigests.NONE;
  private MessageDigests known = MessageDigests.NONE;

  private SievedDatasets(SparkSession spark, Consumer<String> lines) {
    this.spark = spark;
    this.lines = lines;
  }

  /** What is left of each; lines are told what is not. */
  static List<NewBatch> of(SparkSession spark, List<DatasetRef> datasets, Consumer<String> lines) {
    SievedDatasets sieved = new SievedDatasets(spark, lines);
    return datasets.stream().map(sieved::next).toList();
  }

  private NewBatch next(DatasetRef dataset) {
    NewBatch whole =
        new NewBatch(
            dataset.sha256(),
            MessageReader.read(spark, dataset, DatasetPart.TRAINING),
            MessageReader.read(spark, dataset, DatasetPart.VALIDATION));
    NewBatch left = new BatchSieve(judging, known).of(whole);
    tell(whole, left);
    known = known.with(left.training());
    judging =
        judging.with(left.validation()).with(MessageReader.read(spark, dataset, DatasetPart.TEST));
    return left;
  }

  private void tell(NewBatch whole, NewBatch left) {
    int learned = whole.training().size() - left.training().size();
    int judged = whole.validation().size() - left.validation().size();
    if (learned + judged > 0) {
      lines.accept(
          "train: dataset %s: %,d messages are not learned from, since they judged before; %,d do not judge, since they were learned from before"
              .formatted(whole.dataset().substring(0, 12), learned, judged));
    }
  }
}
