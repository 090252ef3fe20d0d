package io.wiresmith.training.fields;

import io.wiresmith.core.fields.LabelledMessage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Messages in batches of similar length. Which ones share a batch, and the order of the batches,
 * follow from seed and epoch. Not thread-safe.
 */
final class MessageBatches {
  /** A length counts as up to this share more, drawn anew in each epoch. */
  private static final double BLUR = 0.2;

  private final List<LabelledMessage> byLength;
  private final int size;
  private final long seed;
  private int planned;
  private List<List<LabelledMessage>> plan = List.of();

  MessageBatches(List<LabelledMessage> messages, int size, long seed) {
    List<LabelledMessage> sorted = new ArrayList<>(messages);
    sorted.sort(Comparator.comparingInt(LabelledMessage::length));
    this.byLength = List.copyOf(sorted);
    this.size = size;
    this.seed = seed;
  }

  /** Batches of an epoch. */
  int count() {
    return (byLength.size() + size - 1) / size;
  }

  /** A batch of an epoch, from 0. */
  List<LabelledMessage> batch(int epoch, int batch) {
    if (planned != epoch) {
      plan = drawn(new SplittableRandom(seed * 31 + epoch));
      planned = epoch;
    }
    return plan.get(batch);
  }

  /** The same batches every time, from the shortest messages to the longest. */
  List<LabelledMessage> ordered(int batch) {
    return byLength.subList(batch * size, Math.min(byLength.size(), (batch + 1) * size));
  }

  private record Drawn(LabelledMessage message, double length) {}

  private List<List<LabelledMessage>> drawn(SplittableRandom random) {
    List<Drawn> blurred = new ArrayList<>();
    for (LabelledMessage message : byLength) {
      double length = message.length() + random.nextDouble();
      blurred.add(new Drawn(message, length * (1 + BLUR * random.nextDouble())));
    }
    blurred.sort(Comparator.comparingDouble(Drawn::length));
    List<List<LabelledMessage>> batches = new ArrayList<>();
    for (int from = 0; from < blurred.size(); from += size) {
      int until = Math.min(blurred.size(), from + size);
      batches.add(blurred.subList(from, until).stream().map(Drawn::message).toList());
    }
    for (int i = batches.size() - 1; i > 0; i--) {
      java.util.Collections.swap(batches, i, random.nextInt(i + 1));
    }
    return batches;
  }
}
