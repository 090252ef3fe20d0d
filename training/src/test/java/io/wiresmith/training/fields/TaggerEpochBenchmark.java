package io.wiresmith.training.fields;

import io.wiresmith.core.fields.Field;
import io.wiresmith.core.fields.FieldType;
import io.wiresmith.core.fields.LabelledMessage;
import io.wiresmith.core.fields.TagScheme;
import io.wiresmith.core.io.Json;
import io.wiresmith.training.sequence.EpochFigures;
import io.wiresmith.training.sequence.NetworkTrainer;
import io.wiresmith.training.sequence.SequenceRun;
import io.wiresmith.training.sequence.SequenceSettings;
import io.wiresmith.training.torch.TorchEngine;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Times epochs of the production trainer on seeded messages as long as captured ones, and writes
 * the batches of each epoch for another library to learn from. Arguments: messages; epochs;
 * messages of a batch; numbers of the embedding; units of the layers, with commas; a directory. The
 * batches lie behind each other in {@code batches.i32} (big endian): for each its rows, its longest
 * length, the lengths, the bytes and the tags, both 0 past an end.
 */
public final class TaggerEpochBenchmark {
  private static final double DROPOUT = 0.2;

  private TaggerEpochBenchmark() {}

  /** Runs and prints a JSON object. */
  public static void main(String[] args) throws IOException {
    int epochs = Integer.parseInt(args[1]);
    int size = Integer.parseInt(args[2]);
    List<Integer> hidden = Arrays.stream(args[4].split(",")).map(Integer::valueOf).toList();
    Path directory = Path.of(args[5]);
    SequenceSettings settings =
        new SequenceSettings(hidden, DROPOUT, 2e-3, 1e-4, 5.0, size, epochs, 0);
    TaggerShape shape = new TaggerShape(Integer.parseInt(args[3]), hidden, TagScheme.FIELDS.size());
    List<LabelledMessage> messages = messages(Integer.parseInt(args[0]));
    int batches = write(new MessageBatches(messages, size, 42), epochs, directory);
    List<EpochFigures> done = new ArrayList<>();
    SequenceRun run =
        new SequenceRun(
            42,
            "benchmark",
            directory.resolve("checkpoint.bin"),
            Duration.ofHours(1),
            line -> System.err.println(line),
            done::add);
    TaggerLearner learner =
        new TaggerLearner(
            shape,
            DROPOUT,
            42,
            new MessageBatches(messages, size, 42),
            new MessageBatches(List.of(), size, 42));
    new NetworkTrainer(learner, settings, run).fit();
    Files.delete(directory.resolve("checkpoint.bin"));
    print(shape, settings, batches, messages.size(), done);
  }

  private static void print(
      TaggerShape shape,
      SequenceSettings settings,
      int batches,
      int messages,
      List<EpochFigures> done) {
    TreeMap<String, Object> said = new TreeMap<>();
    said.put("seconds", done.stream().map(EpochFigures::seconds).toList());
    said.put("losses", done.stream().map(EpochFigures::training).toList());
    said.put("batches", batches);
    said.put("messages", messages);
    said.put("embedding", shape.embedding());
    said.put("hidden", shape.hidden());
    said.put("tags", shape.tags());
    said.put("batch_size", settings.batchSize());
    said.put("dropout", DROPOUT);
    said.put("torch", TorchEngine.version());
    said.put("threads", TorchEngine.threads());
    System.out.println(Json.line(said));
  }

  /** Lengths from 8 to 1,000 bytes, evenly on a logarithmic scale; fields of 1 to 12 bytes. */
  private static List<LabelledMessage> messages(int count) {
    SplittableRandom random = new SplittableRandom(7);
    List<LabelledMessage> messages = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int length = (int) Math.round(8 * Math.pow(125, random.nextDouble()));
      byte[] bytes = new byte[length];
      List<Field> fields = new ArrayList<>();
      for (int start = 0; start < length; ) {
        int end = Math.min(length, start + 1 + random.nextInt(12));
        FieldType type = FieldType.values()[random.nextInt(FieldType.values().length)];
        for (int at = start; at < end; at++) {
          bytes[at] = (byte) (32 * type.ordinal() + random.nextInt(32));
        }
        fields.add(new Field(start, end, type));
        start = end;
      }
      messages.add(new LabelledMessage(bytes, fields, "seeded", "seeded", i));
    }
    return messages;
  }

  private static int write(MessageBatches batches, int epochs, Path directory) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(Files.newOutputStream(directory.resolve("batches.i32"))))) {
      for (int epoch = 1; epoch <= epochs; epoch++) {
        for (int i = 0; i < batches.count(); i++) {
          write(MessageBatch.of(batches.batch(epoch, i)), out);
        }
      }
    }
    return batches.count();
  }

  private static void write(MessageBatch batch, DataOutputStream out) throws IOException {
    out.writeInt(batch.rows());
    out.writeInt(batch.longest());
    for (int[] tags : batch.truth()) {
      out.writeInt(tags.length);
    }
    for (int value : batch.bytes()) {
      out.writeInt(value);
    }
    for (int[] tags : batch.truth()) {
      for (int i = 0; i < batch.longest(); i++) {
        out.writeInt(i < tags.length ? tags[i] : 0);
      }
    }
  }
}
