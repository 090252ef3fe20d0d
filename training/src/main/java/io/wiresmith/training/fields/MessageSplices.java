package io.wiresmith.training.fields;

import io.wiresmith.core.fields.Field;
import io.wiresmith.core.fields.LabelledMessage;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Messages of no protocol, made of runs of fields of several. Who learns from them learns what
 * fields look like wherever they stand, not only where known protocols have them.
 *
 * @param protocols the messages of each protocol; each protocol gives as many runs
 * @param share how many messages become such ones
 */
record MessageSplices(List<List<LabelledMessage>> protocols, double share) {
  private static final int SHORTEST = 8;
  private static final int TARGET = 600;
  private static final int LONGEST = 1_400;
  private static final int ATTEMPTS = 400;

  static MessageSplices of(Collection<List<LabelledMessage>> protocols, double share) {
    return new MessageSplices(List.copyOf(protocols), share);
  }

  /** The message, or a run of its fields with runs of others behind, about as long. */
  LabelledMessage of(LabelledMessage message, SplittableRandom random) {
    return share > 0 && random.nextDouble() < share ? spliced(message, random) : message;
  }

  private LabelledMessage spliced(LabelledMessage first, SplittableRandom random) {
    int target = Math.max(SHORTEST, Math.min(TARGET, first.length()));
    int longestRun = 2 << random.nextInt(4);
    Spliced spliced = new Spliced();
    LabelledMessage from = first;
    for (int i = 0; i < ATTEMPTS && spliced.bytes.size() < target; i++) {
      int begin = random.nextInt(from.fields().size());
      int end = Math.min(from.fields().size(), begin + 1 + random.nextInt(longestRun));
      spliced.add(from, begin, end);
      List<LabelledMessage> protocol = protocols.get(random.nextInt(protocols.size()));
      from = protocol.get(random.nextInt(protocol.size()));
    }
    return spliced.fields.isEmpty() ? first : spliced.as(first);
  }

  /** What has been put together so far. */
  private static final class Spliced {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<Field> fields = new ArrayList<>();

    /** Adds fields of a message as far as there is room. */
    void add(LabelledMessage message, int begin, int end) {
      byte[] all = message.bytes();
      for (Field field : message.fields().subList(begin, end)) {
        int length = field.end() - field.start();
        int at = bytes.size();
        if (at + length > LONGEST) {
          return;
        }
        bytes.write(all, field.start(), length);
        fields.add(new Field(at, at + length, field.type()));
      }
    }

    LabelledMessage as(LabelledMessage first) {
      return new LabelledMessage(
          bytes.toByteArray(), fields, first.protocol(), first.capture(), first.frame());
    }
  }
}
