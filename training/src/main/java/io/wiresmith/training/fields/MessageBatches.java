package io.wiresmith.training.fields;

import io.wiresmith.core.fields.LabelledMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Messages in batches of similar length. Of a protocol with very many an epoch draws some, and of
 * some it makes {@linkplain MessageSplices others}. Which ones, which share a batch, and the order
 * of the batches follow from seed and epoch. Not thread-safe.
 */
final class MessageBatches {
  /** A length counts as up to this share more, drawn anew in each epoch. */
  private static final double BLUR = 0.2;

  private final List<LabelledMessage> byLength;
  private final Map<String, List<LabelledMessage>> byProtocol = new TreeMap<>();
  private final int size;
  private final int cap;
  private final long seed;
  private final MessageSplices splices;
  private int planned;
  private List<List<LabelledMessage>> plan = List.of();

  /** Batches with all messages in each epoch. */
  MessageBatches(List<LabelledMessage> messages, int size, long seed) {
    this(messages, size, seed, Integer.MAX_VALUE, 0);
  }

  /**
   * Batches with so many messages of a protocol in each epoch at most.
   *
   * @param size messages of a batch
   * @param spliceShare how many messages are put together of several
   */
  MessageBatches(List<LabelledMessage> messages, int size, long seed, int cap, double spliceShare) {
    List<LabelledMessage> sorted = new ArrayList<>(messages);
    sorted.sort(Comparator.comparingInt(LabelledMessage::length));
    this.byLength = List.copyOf(sorted);
    for (LabelledMessage message : byLength) {
      byProtocol.computeIfAbsent(message.protocol(), key -> new ArrayList<>()).add(message);
    }
    this.size = size;
    this.cap = cap;
    this.seed = seed;
    this.splices = MessageSplices.of(byProtocol.values(), spliceShare);
  }

  /** Batches of an epoch. */
  int count() {
    int messages = byProtocol.values().stream().mapToInt(all -> Math.min(cap, all.size())).sum();
    return (messages + size - 1) / size;
  }

  /** A batch of an epoch, from 0. */
  List<LabelledMessage> batch(int epoch, int batch) {
    if (planned != epoch) {
      plan = drawn(new SplittableRandom(seed * 31 + epoch));
      planned = epoch;
    }
    return plan.get(batch);
  }

  /** Batches of all messages. */
  int orderedCount() {
    return (byLength.size() + size - 1) / size;
  }

  /** The same batches of all messages every time, from the shortest messages to the longest. */
  List<LabelledMessage> ordered(int batch) {
    return byLength.subList(batch * size, Math.min(byLength.size(), (batch + 1) * size));
  }

  private List<LabelledMessage> chosen(SplittableRandom random) {
    List<LabelledMessage> chosen = new ArrayList<>();
    for (List<LabelledMessage> all : byProtocol.values()) {
      List<LabelledMessage> some = all;
      if (all.size() > cap) {
        some = new ArrayList<>(all);
        for (int i = 0; i < cap; i++) {
          Collections.swap(some, i, i + random.nextInt(some.size() - i));
        }
        some = some.subList(0, cap);
      }
      chosen.addAll(some);
    }
    return chosen;
  }

  private record Drawn(LabelledMessage message, double length) {}

  private List<List<LabelledMessage>> drawn(SplittableRandom random) {
    List<Drawn> blurred = new ArrayList<>();
    for (LabelledMessage original : chosen(random)) {
      LabelledMessage message = splices.of(original, random);
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
      Collections.swap(batches, i, random.nextInt(i + 1));
    }
    return batches;
  }
}
