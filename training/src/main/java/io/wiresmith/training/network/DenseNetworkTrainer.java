package io.wiresmith.training.network;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.optimizer.AdamW;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import io.wiresmith.training.torch.TorchEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Trains one dense network. The result is equal to the bit for equal rows, settings and seed, for
 * one thread ({@code -Dai.djl.pytorch.num_threads=1}). One training at a time in a process: DJL
 * allows one gradient collector.
 */
public final class DenseNetworkTrainer {
  private final NetworkSettings settings;
  private final long seed;
  private final LongConsumer arrays;

  /** A trainer. */
  public DenseNetworkTrainer(NetworkSettings settings, long seed) {
    this(settings, seed, count -> {});
  }

  /** As above; {@code arrays} is told the number of native arrays after each epoch. */
  DenseNetworkTrainer(NetworkSettings settings, long seed, LongConsumer arrays) {
    this.settings = settings;
    this.seed = seed;
    this.arrays = arrays;
  }

  /**
   * Trains for {@code settings.epochs()}, or fewer where a validation part is given and does not
   * improve for {@code patience} epochs; the parameters of the best epoch are kept, or of the last
   * where there is no validation part.
   *
   * @param source the rows
   * @param validation later rows, never learned from
   */
  public FittedNetwork fit(RowSource source, Optional<LearningRows> validation) {
    return fit(source, validation, loss -> {});
  }

  /** The same; {@code told} hears of each epoch when it is over. */
  public FittedNetwork fit(
      RowSource source, Optional<LearningRows> validation, Consumer<EpochLoss> told) {
    LearningRows first = source.epoch(1);
    TorchEngine.engine().setRandomSeed(mix(0));
    try (Model model = Model.newInstance("dense", Device.cpu(), TorchEngine.NAME)) {
      model.setBlock(DenseBlock.of(settings, first.classes()));
      try (Trainer trainer = model.newTrainer(config(first.size()))) {
        trainer.initialize(new Shape(settings.batchSize(), first.width()));
        return run(trainer, source, first, validation, told);
      }
    }
  }

  private FittedNetwork run(
      Trainer trainer,
      RowSource source,
      LearningRows first,
      Optional<LearningRows> validation,
      Consumer<EpochLoss> told) {
    List<EpochLoss> history = new ArrayList<>();
    double best = Double.POSITIVE_INFINITY;
    int bestEpoch = 0;
    NetworkState state = state(trainer, first);
    for (int epoch = 1; epoch <= settings.epochs(); epoch++) {
      LearningRows rows = epoch == 1 ? first : source.epoch(epoch);
      double loss = epoch(trainer, rows, epoch);
      double held = validation.map(part -> evaluate(trainer, part)).orElse(Double.NaN);
      EpochLoss losses = new EpochLoss(epoch, loss, held);
      history.add(losses);
      told.accept(losses);
      arrays.accept(trainer.getManager().getManagedArrays().size());
      if (validation.isEmpty() || held < best) {
        best = held;
        bestEpoch = epoch;
        state = state(trainer, rows);
      } else if (settings.patience() > 0 && epoch - bestEpoch >= settings.patience()) {
        break;
      }
    }
    return new FittedNetwork(state, history, bestEpoch);
  }

  private double epoch(Trainer trainer, LearningRows rows, int epoch) {
    TorchEngine.engine().setRandomSeed(mix(epoch));
    int[] order = order(rows.size(), mix(-epoch));
    int batch = batchSize(rows.size());
    int batches = rows.size() / batch;
    double sum = 0;
    for (int b = 0; b < batches; b++) {
      sum += step(trainer, rows, order, b * batch, batch);
    }
    return sum / batches;
  }

  private double step(Trainer trainer, LearningRows rows, int[] order, int from, int count) {
    try (NDManager scope = trainer.getManager().newSubManager()) {
      Batch batch = Batch.of(scope, rows, order, from, count, settings.regretCap());
      double value;
      try (GradientCollector gradients = trainer.newGradientCollector()) {
        NDArray logits = trainer.forward(new NDList(batch.inputs())).singletonOrThrow();
        NDArray loss = batch.loss(logits, settings);
        gradients.backward(loss);
        value = loss.getFloat();
      }
      trainer.step();
      return value;
    }
  }

  private double evaluate(Trainer trainer, LearningRows rows) {
    int[] order = new int[rows.size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    try (NDManager scope = trainer.getManager().newSubManager()) {
      Batch batch = Batch.of(scope, rows, order, 0, rows.size(), settings.regretCap());
      NDArray logits = trainer.evaluate(new NDList(batch.inputs())).singletonOrThrow();
      return batch.loss(logits, settings).getFloat();
    }
  }

  private NetworkState state(Trainer trainer, LearningRows rows) {
    return new NetworkState(
        rows.width(), rows.classes(), settings, DenseBlock.snapshot(trainer.getModel().getBlock()));
  }

  private DefaultTrainingConfig config(int rows) {
    int batches = rows / batchSize(rows);
    Tracker rate =
        Tracker.cosine()
            .setBaseValue((float) settings.learningRate())
            .optFinalValue(0)
            .setMaxUpdates(Math.max(1, settings.epochs() * batches))
            .build();
    Optimizer optimizer =
        settings.weightDecay() > 0
            ? AdamW.builder()
                .optLearningRateTracker(rate)
                .optWeightDecays((float) settings.weightDecay())
                .build()
            : Adam.builder().optLearningRateTracker(rate).build();
    // He initialisation: uniform with the bound sqrt(6 / inputs).
    XavierInitializer he =
        new XavierInitializer(
            XavierInitializer.RandomType.UNIFORM, XavierInitializer.FactorType.IN, 6);
    return new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
        .optDevices(new Device[] {Device.cpu()})
        .optInitializer(he, Parameter.Type.WEIGHT)
        .optOptimizer(optimizer);
  }

  /** Few rows get smaller batches, so that an epoch still has enough steps. */
  private int batchSize(int rows) {
    return Math.min(rows, Math.min(settings.batchSize(), Math.max(64, rows / 128)));
  }

  private static int[] order(int size, long seed) {
    int[] order = new int[size];
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < size; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /** Torch's generator cannot be saved, so each epoch starts it anew; 31 bits are enough. */
  private int mix(int epoch) {
    return (int) (new SplittableRandom(seed * 1_000_003L + epoch).nextLong() & 0x7fffffff);
  }
}
