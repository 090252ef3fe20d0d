package io.wiresmith.training.compression;

import io.wiresmith.training.network.DenseNetworkTrainer;
import io.wiresmith.training.network.FittedNetwork;
import io.wiresmith.training.network.LearningRows;
import io.wiresmith.training.network.NetworkSettings;
import io.wiresmith.training.network.RowSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Trains the networks: the epochs by early stopping, then bags that differ by seed. */
final class NetworkMember {
  private static final int NUMERIC = 16;

  private final CompressionTrainingConfig config;
  private final long seed;
  private final Curves curves;

  NetworkMember(CompressionTrainingConfig config, long seed, Curves curves) {
    this.config = config;
    this.seed = seed;
    this.curves = curves;
  }

  /** Fits before the validation part and stops by it: for epochs and figures, not for export. */
  FittedNetwork probe(TrainingData data) {
    LearningRows held = rows(data.validationRows(), data.validationFeatures().network());
    return trainer(config.network(), 0)
        .fit(
            source(data, data.earlierRows(), data.earlierFeatures().network(), 0),
            Optional.of(held),
            curves.network("probe"));
  }

  /** Fits the bags for exactly that many epochs. */
  List<FittedNetwork> fit(TrainingData data, int epochs) {
    boolean all = config.split().refit();
    List<Transfer> rows = all ? data.training() : data.earlierRows();
    float[][] inputs = (all ? data.trainingFeatures() : data.earlierFeatures()).network();
    List<FittedNetwork> bags = new ArrayList<>();
    for (int bag = 0; bag < config.network().bags(); bag++) {
      bags.add(
          trainer(config.network().exactly(epochs), bag)
              .fit(
                  source(data, rows, inputs, bag),
                  Optional.empty(),
                  curves.network("bags/" + (bag + 1))));
    }
    return bags;
  }

  /** The specification's network: dropout 0.3, cross-entropy, the 18 features. */
  FittedNetwork specification(TrainingData data) {
    CompressionTrainingConfig spec = CompressionTrainingConfig.specification();
    NetworkMember member = new NetworkMember(spec, seed, Curves.untold());
    LearningRows rows =
        member.rows(data.training(), specificationInputs(data.trainingFeatures().network()));
    return member.trainer(spec.network(), 0).fit(epoch -> rows, Optional.empty());
  }

  /** Leaves out what derives from the 18 features. */
  float[][] specificationInputs(float[][] network) {
    int interactions = config.networkRows().interactions().size();
    return Matrices.without(network, NUMERIC, NUMERIC + interactions);
  }

  private DenseNetworkTrainer trainer(NetworkSettings settings, int bag) {
    return new DenseNetworkTrainer(settings, seed * 7919 + bag);
  }

  private RowSource source(TrainingData data, List<Transfer> rows, float[][] inputs, int bag) {
    AugmentationSettings settings = config.networkRows().augmentation();
    if (settings.copies() == 0) {
      LearningRows fixed = rows(rows, inputs);
      return epoch -> fixed;
    }
    Augmentation augmentation = new Augmentation(settings);
    int[] oneGroup = new int[rows.size()];
    return epoch -> {
      long stream = (seed * 7919 + bag) * 1000 + epoch;
      List<Transfer> fresh = augmentation.once(rows, oneGroup, stream);
      return rows(fresh, data.graph().compute(RawRow.of(fresh)).network());
    };
  }

  private LearningRows rows(List<Transfer> rows, float[][] inputs) {
    int[] labels = new int[rows.size()];
    float[][] regrets = new float[rows.size()][];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = rows.get(i).label();
      regrets[i] = rows.get(i).regrets();
    }
    return new LearningRows(inputs, labels, regrets, config.networkRows().weights().of(rows));
  }
}
