package io.wiresmith.training.bandwidth;

import io.wiresmith.training.bandwidth.Windows.Place;
import io.wiresmith.training.sequence.SequenceBatch;
import io.wiresmith.training.sequence.SequenceTask;
import java.util.List;

/** The windows of the training links, batch by batch; those of the validation links to stop by. */
final class BandwidthTask implements SequenceTask {
  private final LinkSeries series;
  private final Windows training;
  private final List<Place> validation;
  private final FeatureModel features;
  private final MixtureLoss loss;
  private final int batchSize;
  private final long seed;
  private int planned;
  private List<Place> plan = List.of();

  BandwidthTask(
      LinkSeries series,
      Windows training,
      Windows validation,
      FeatureModel features,
      MixtureLoss loss,
      int batchSize,
      long seed) {
    this.series = series;
    this.training = training;
    this.validation = validation.covering();
    this.features = features;
    this.loss = loss;
    this.batchSize = batchSize;
    this.seed = seed;
  }

  @Override
  public int width() {
    return LinkFeatures.WIDTH;
  }

  @Override
  public int outputs() {
    return Mixture.OUTPUTS;
  }

  @Override
  public int batches(int epoch) {
    return batches(plan(epoch));
  }

  private int batches(List<Place> places) {
    return (places.size() + batchSize - 1) / batchSize;
  }

  private List<Place> plan(int epoch) {
    if (planned != epoch) {
      plan = training.of(seed, epoch);
      planned = epoch;
    }
    return plan;
  }

  @Override
  public SequenceBatch batch(int epoch, int batch) {
    return batch(plan(epoch), batch);
  }

  @Override
  public int validationBatches() {
    return batches(validation);
  }

  @Override
  public SequenceBatch validation(int batch) {
    return batch(validation, batch);
  }

  private SequenceBatch batch(List<Place> places, int batch) {
    int from = batch * batchSize;
    int until = Math.min(places.size(), from + batchSize);
    return features.batch(series, places.subList(from, until), training.warmUp(), loss);
  }
}
