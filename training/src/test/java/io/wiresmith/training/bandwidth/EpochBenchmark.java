package io.wiresmith.training.bandwidth;

import io.wiresmith.core.bandwidth.LinkMode;
import io.wiresmith.core.dataset.DatasetPart;
import io.wiresmith.training.bandwidth.LinkSeries.Segment;
import io.wiresmith.training.sequence.EpochFigures;
import io.wiresmith.training.sequence.SequenceRun;
import io.wiresmith.training.sequence.SequenceTrainer;
import io.wiresmith.training.torch.TorchEngine;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Times epochs of the production trainer with the shipped network of a mode, and writes the batches
 * of an epoch for another library to learn from. Arguments: the mode; batches of an epoch; epochs;
 * a directory. The batches lie behind each other in {@code batches.f32} (big endian): for each its
 * rows, then features, anchors, next values and weights.
 */
public final class EpochBenchmark {
  private EpochBenchmark() {}

  public static void main(String[] args) throws IOException {
    LinkMode mode = LinkMode.of(args[0]);
    Path directory = Path.of(args[3]);
    BandwidthTrainingConfig config = config(mode, Integer.parseInt(args[2]));
    LinkSeries series = walk(mode, config, Integer.parseInt(args[1]));
    try (FeatureModel features = new FeatureModel(mode.steps())) {
      BandwidthTask task = task(series, mode, config, features);
      int batches = write(task, directory.resolve("batches.f32"));
      List<EpochFigures> epochs = new ArrayList<>();
      SequenceRun run =
          new SequenceRun(
              42,
              "benchmark",
              directory.resolve("checkpoint.bin"),
              Duration.ofHours(1),
              line -> System.err.println(line),
              epochs::add);
      new SequenceTrainer(task, config.network(), run).fit();
      Files.delete(directory.resolve("checkpoint.bin"));
      System.out.printf(
          Locale.ROOT,
          "{\"seconds\": %s, \"batches\": %d, \"steps\": %d, \"warm_up\": %d, \"width\": %d, \"components\": %d, \"hidden\": %s, \"batch_size\": %d, \"dropout\": %s, \"torch\": \"%s\", \"threads\": %d}%n",
          epochs.stream().map(EpochFigures::seconds).toList(),
          batches,
          mode.steps(),
          config.warmUp(),
          LinkFeatures.WIDTH,
          Mixture.COMPONENTS,
          config.network().hidden(),
          config.network().batchSize(),
          config.network().dropout(),
          TorchEngine.version(),
          TorchEngine.threads());
    }
  }

  private static BandwidthTrainingConfig config(LinkMode mode, int epochs) {
    return BandwidthTrainingConfig.parse(
        mode,
        io.wiresmith.core.io.Json.mapper()
            .valueToTree(java.util.Map.of("network", java.util.Map.of("epochs", epochs))));
  }

  private static BandwidthTask task(
      LinkSeries series, LinkMode mode, BandwidthTrainingConfig config, FeatureModel features) {
    return new BandwidthTask(
        series,
        new Windows(
            series.of(DatasetPart.TRAINING), mode.steps(), config.warmUp(), Long.MAX_VALUE, 0),
        new Windows(
            series.of(DatasetPart.VALIDATION), mode.steps(), config.warmUp(), Long.MAX_VALUE, 0),
        features,
        new MixtureLoss(config.missFactor()),
        config.network().batchSize(),
        /* seed= */ 42);
  }

  /** One link that wanders, long enough for that many batches. */
  private static LinkSeries walk(LinkMode mode, BandwidthTrainingConfig config, int batches) {
    int length = batches * config.network().batchSize() * (mode.steps() - config.warmUp());
    SplittableRandom random = new SplittableRandom(7);
    float[] values = new float[length];
    double log = 2;
    for (int i = 0; i < length; i++) {
      log = 2 + 0.95 * (log - 2) + 0.2 * (random.nextDouble() - 0.5);
      values[i] = (float) Math.exp(log + 0.1 * (random.nextDouble() - 0.5));
    }
    Segment segment = new Segment("walk", "walk", DatasetPart.TRAINING, 0, length);
    return new LinkSeries(FloatBuffer.wrap(values), List.of(segment));
  }

  private static int write(BandwidthTask task, Path file) throws IOException {
    int batches = task.batches(1);
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      for (int i = 0; i < batches; i++) {
        WindowBatch batch = (WindowBatch) task.batch(1, i);
        out.writeFloat(batch.rows());
        for (float[] part :
            List.of(batch.features(), batch.anchors(), batch.next(), batch.weights())) {
          for (float value : part) {
            out.writeFloat(value);
          }
        }
      }
    }
    return batches;
  }
}
